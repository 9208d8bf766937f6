// The rating page in an Alipay mini-program. In the page's .axml:
//   <web-view id="rating" src="{{address}}" onMessage="hear" />
// The page is one of your hall's that embeds the form: it includes, before the bridge,
//   <script src="https://appx/web-view.min.js"></script>
const HALL = "https://zwfw.example.gov.cn";

Page({
  data: { address: "" },

  onLoad({ caseNo }) {
    this.view = my.createWebViewContext("rating");
    this.setData({ address: `${HALL}/rate?case=${encodeURIComponent(caseNo)}` });
  },

  hear({ detail }) {
    if (detail.haochaping !== 1) return;
    if (detail.type === "ready") {
      const elder = my.getSystemInfoSync().fontSizeSetting >= 20;
      this.view.postMessage({ haochaping: 1, type: "settings", elder });
    } else if (detail.type === "closed") my.navigateBack();
  },
});
