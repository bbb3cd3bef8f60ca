package east4

// xinwen is a Chinese border trade site.
func xinwen() *site {
	s := newSite("xinwen-zh", "/ka/202007/t20200722_8814.html", "日均放行车辆由310辆降至85辆", "司机最长等待了二十六天，我们正在与哈方协商增加放行时段")
	s.Healthy(s.Inside("边贸资讯网", "<h1>边贸资讯网</h1><ul><li>口岸开通绿色通道</li><li>今日汇率</li></ul>\n"), s.Inside("404", "<h1>很抱歉，您访问的页面不存在</h1><p>请检查网址是否正确，或返回首页。</p>\n"))

	s.Noise("share-and-font", above(`<div id="zoom">`, "<div class=\"share\">分享到：微信 微博 QQ空间 打印本页 关闭窗口 【无障碍阅读】</div>\n"), sub("相关新闻：<a href=\"/ka/1.html\">口岸开通绿色通道</a>", "热门推荐：<a href=\"/zx/9.html\">新版时刻表公布</a> <a href=\"/zx/8.html\">本周天气</a> 阅读量：10万+"),
		all("<p>　　", "<p style=\"text-indent:2em\">"), sub("ICP备05000000号", "ICP备05000000号-2 公网安备 65000000000001号"))
	s.Edit("june-cell", sub("<td>447</td>", "<td>474</td>"))
	s.Dead("expired-notice", s.Answer(s.Inside("提示信息", "<h1>提示信息</h1><p>您浏览的信息已过期或已被删除！</p><p>页面将在5秒后自动跳转</p>\n")), "dead/soft-404")
	s.Wall("slider-check", with(status(405, lines("<!doctype html>", "<html lang=\"zh-cn\"><head><meta charset=\"utf-8\"><title>405</title><style>.block_message{color:#666}</style></head>",
		"<body><div id=\"block_message\">很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</div><div id=\"traceid\">您的请求ID是：76b20f2c</div><div id=\"nocaptcha\">请按住滑块，拖动到最右边完成验证</div></body></html>")), "Server", "Tengine"), "blocked/bot-wall", "blocked/forbidden").Everywhere("/")
	return s
}
