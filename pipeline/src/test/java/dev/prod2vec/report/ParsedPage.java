package dev.prod2vec.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/// A page read by an XML parser, which takes nothing that is not well-formed. Scripts are set
/// aside: their text is not markup.
record ParsedPage(String source, Document document, List<String> scripts) {
  private static final Pattern SCRIPT =
      Pattern.compile("(<script[^>]*>)(.*?)</script>", Pattern.DOTALL);

  static ParsedPage of(String source) throws Exception {
    List<String> scripts = new ArrayList<>();
    Matcher matcher = SCRIPT.matcher(source);
    while (matcher.find()) {
      scripts.add(matcher.group(2));
    }
    String markup = SCRIPT.matcher(source).replaceAll("$1</script>").replace("<!doctype html>", "");
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(markup)));
    return new ParsedPage(source, document, scripts);
  }

  /// Text of every node that the XPath finds.
  List<String> all(String path) throws Exception {
    NodeList nodes =
        (NodeList)
            XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  /// Text of the only node that the XPath finds.
  String one(String path) throws Exception {
    List<String> all = all(path);
    if (all.size() != 1) {
      throw new AssertionError(path + " found " + all.size() + " nodes");
    }
    return all.getFirst();
  }
}
