/** The page of a hall that every contender stands on, after a service. */

export const TEXTS = {
  question: "您对本次服务满意吗？",
  /** Level 5 first. */
  levels: ["非常满意", "满意", "基本满意", "不满意", "非常不满意"],
  reasons: ["一窗受理一次办结", "可以先受理后补材料", "不用提交证明", "可以全程网上办理", "可以使用手机办理", "服务热情效率高"],
  reasonsTitle: "哪些方面让您满意？",
  comment: "还想说点什么？（选填）",
  submit: "提交评价",
  thanks: "评价已提交",
};

/** The page's HTML; the contender's own parts stand in the head and where the rating belongs. */
export const page = ({ head, body }) => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>网上办事大厅</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#14181d;background:#f4f6f8}header{background:#0b3d7a;color:#fff;padding:12px 16px}main{padding:16px}h1{font-size:20px;margin:0 0 8px}p{margin:0 0 12px}</style>
${head}</head><body><header>渝中区网上办事大厅</header><main><h1>您的办件已办结</h1>
<p>食品经营许可，办件编号 500103202611220001。请对本次服务作出评价。</p>
${body}
</main></body></html>`;
