// The rating page in a Flutter app, with webview_flutter 4 or newer.
import 'dart:convert';

import 'package:flutter/material.dart';
import 'package:webview_flutter/webview_flutter.dart';

class RatingPage extends StatefulWidget {
  const RatingPage({super.key, required this.ticket});

  /// From your server; see docs/tickets.md.
  final String ticket;

  @override
  State<RatingPage> createState() => _RatingPageState();
}

class _RatingPageState extends State<RatingPage> {
  static final _edge = Uri.parse('https://pj.example.gov.cn');

  late final WebViewController _view = WebViewController()
    ..setJavaScriptMode(JavaScriptMode.unrestricted)
    ..addJavaScriptChannel('haochaping', onMessageReceived: (message) => _hear(message.message))
    // The channel has no origin: nothing but the edge is opened here.
    ..setNavigationDelegate(NavigationDelegate(
      onNavigationRequest: (request) => Uri.parse(request.url).origin == _edge.origin
          ? NavigationDecision.navigate
          : NavigationDecision.prevent,
    ))
    ..loadRequest(_edge.replace(path: '/r/${widget.ticket}', queryParameters: {'bridge': 'flutter'}));

  void _hear(String text) {
    final told = jsonDecode(text) as Map<String, dynamic>;
    if (told['haochaping'] != 1 || !mounted) return;
    switch (told['type']) {
      case 'ready':
        final settings = jsonEncode({
          'haochaping': 1,
          'type': 'settings',
          'elder': MediaQuery.textScalerOf(context).scale(10) >= 13,
          'theme': Theme.of(context).brightness == Brightness.dark ? 'dark' : 'light',
        });
        // A text in a script has to be quoted twice.
        _view.runJavaScript('haochapingBridge.receive(${jsonEncode(settings)})');
      case 'closed':
        Navigator.of(context).pop();
    }
  }

  @override
  Widget build(BuildContext context) => Scaffold(
        appBar: AppBar(title: const Text('评价')),
        body: WebViewWidget(controller: _view),
      );
}
