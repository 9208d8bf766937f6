// The rating page in an iOS app.
import UIKit
import WebKit

final class RatingViewController: UIViewController, WKScriptMessageHandler {
    private static let edge = URL(string: "https://pj.example.gov.cn")!
    private let ticket: String
    private lazy var view_ = WKWebView(frame: .zero, configuration: configuration())

    /// `ticket` comes from your server; see docs/tickets.md.
    init(ticket: String) {
        self.ticket = ticket
        super.init(nibName: nil, bundle: nil)
    }

    @available(*, unavailable)
    required init?(coder: NSCoder) { nil }

    override func loadView() { view = view_ }

    override func viewDidLoad() {
        super.viewDidLoad()
        var address = URLComponents(url: Self.edge.appendingPathComponent("r/\(ticket)"), resolvingAgainstBaseURL: false)!
        address.queryItems = [URLQueryItem(name: "bridge", value: "ios")]
        view_.load(URLRequest(url: address.url!))
    }

    override func viewDidDisappear(_ animated: Bool) {
        super.viewDidDisappear(animated)
        // The controller keeps its handler alive, and the handler the controller.
        view_.configuration.userContentController.removeScriptMessageHandler(forName: "haochaping")
    }

    private func configuration() -> WKWebViewConfiguration {
        let configuration = WKWebViewConfiguration()
        configuration.userContentController.add(self, name: "haochaping")
        return configuration
    }

    func userContentController(_ controller: WKUserContentController, didReceive message: WKScriptMessage) {
        // The handler is seen in every frame and on every page that is opened.
        let origin = message.frameInfo.securityOrigin
        guard message.frameInfo.isMainFrame, origin.protocol == "https", origin.host == Self.edge.host,
              let text = message.body as? String,
              let told = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
              told["haochaping"] as? Int == 1
        else { return }
        switch told["type"] as? String {
        case "ready": sendSettings()
        case "closed": dismiss(animated: true)
        default: break
        }
    }

    private func sendSettings() {
        let settings: [String: Any] = [
            "haochaping": 1,
            "type": "settings",
            "elder": traitCollection.preferredContentSizeCategory >= .accessibilityMedium,
            "theme": traitCollection.userInterfaceStyle == .dark ? "dark" : "light",
            "back": "yuzhongapp://cases",
        ]
        guard let data = try? JSONSerialization.data(withJSONObject: settings) else { return }
        // The argument is passed as a value: nothing of it can become script.
        view_.callAsyncJavaScript(
            "haochapingBridge.receive(text)",
            arguments: ["text": String(decoding: data, as: UTF8.self)],
            in: nil,
            in: .page
        )
    }
}
