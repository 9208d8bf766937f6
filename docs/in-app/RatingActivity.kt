// The rating page in an Android app. androidx.webkit:webkit 1.10 or newer.
package cn.gov.example.app

import android.annotation.SuppressLint
import android.content.res.Configuration
import android.net.Uri
import android.os.Bundle
import android.webkit.WebView
import androidx.appcompat.app.AppCompatActivity
import androidx.webkit.WebViewCompat
import androidx.webkit.WebViewFeature
import org.json.JSONObject

class RatingActivity : AppCompatActivity() {

    @SuppressLint("SetJavaScriptEnabled")
    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        val view = WebView(this)
        view.settings.javaScriptEnabled = true
        view.settings.domStorageEnabled = true // a rating without a connection waits there
        setContentView(view)

        if (WebViewFeature.isFeatureSupported(WebViewFeature.WEB_MESSAGE_LISTENER)) {
            // Only pages of this origin see the object, and no frame of another one.
            WebViewCompat.addWebMessageListener(view, "haochaping", setOf(EDGE)) { _, message, _, isMainFrame, reply ->
                if (isMainFrame) message.data?.let { hear(it) { text -> reply.postMessage(text) } }
            }
        }
        // Your server hands the app a ticket; see docs/tickets.md.
        val ticket = requireNotNull(intent.getStringExtra("ticket"))
        view.loadUrl(Uri.parse(EDGE).buildUpon().appendPath("r").appendPath(ticket)
            .appendQueryParameter("bridge", "android").build().toString())
    }

    private fun hear(text: String, reply: (String) -> Unit) {
        val message = JSONObject(text)
        if (message.optInt("haochaping") != 1) return
        when (message.optString("type")) {
            "ready" -> reply(settings())
            "submitted" -> setResult(RESULT_OK)
            "closed" -> finish()
        }
    }

    private fun settings(): String {
        val night = resources.configuration.uiMode and Configuration.UI_MODE_NIGHT_MASK
        return JSONObject()
            .put("haochaping", 1)
            .put("type", "settings")
            .put("elder", resources.configuration.fontScale >= 1.3f)
            .put("theme", if (night == Configuration.UI_MODE_NIGHT_YES) "dark" else "light")
            .put("back", "yuzhongapp://cases")
            .toString()
    }

    private companion object {
        const val EDGE = "https://pj.example.gov.cn"
    }
}
