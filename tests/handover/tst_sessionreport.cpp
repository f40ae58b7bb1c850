#include "core/handover/html.h"
#include "core/handover/report.h"
#include "core/review/bookmark.h"
#include "tests/handover/handoverfixture.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace espalier;
using namespace espalier::handover;

/// The page on a session, as a reader and a browser find it.
class TestSessionReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itSaysWhatWasSearchedWonAndLost();
    void nothingIsFetchedAndNothingRuns();
    void hostileTextStaysText();
    void directionsOfWritingAreNamed();
    void aNodeInsteadOfTheBest();
    void roofsAreDrawnWhereTheyAreKnown();
    void theLessonIsInItsOrder();
    void sessionsWithoutAWinner();
};

namespace {

constexpr const char* kHostile = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&\x1b\xff]]>";

QString reportOf(HandoverFixture& fixture, const ReportOptions& options = {})
{
    const auto page = sessionReport(fixture.store, fixture.info(), options);
    return page ? QString::fromStdString(*page) : QString::fromStdString(page.error().sentence());
}

/// The page is well-formed XML too, so a parser of the kind that knows no mercy says what is in it.
struct Parsed
{
    QStringList elements;
    QStringList attributes;
    QString text;
    QString error;
};

Parsed parsed(const QString& page)
{
    Parsed all;
    QXmlStreamReader reader(page);
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement()) {
            all.elements << reader.name().toString();
            for (const QXmlStreamAttribute& attribute : reader.attributes()) {
                all.attributes << attribute.name().toString() + QLatin1Char('=') + attribute.value().toString();
            }
        } else if (reader.isCharacters()) {
            all.text += reader.text();
        }
    }
    all.error = reader.errorString();
    return all;
}

} // namespace

void TestSessionReport::itSaysWhatWasSearchedWonAndLost()
{
    HandoverFixture fixture;
    const NodeNumber first = fixture.add(kernelText("softmax_two_rows.cpp"), 0, Verdict::Accepted,
                                         {{"square", {1.5, 1.4, 1.6}}}, "rows in pairs");
    fixture.add(kernelText("softmax_online.cpp"), first, Verdict::Accepted, {{"square", {2.5, 2.4, 2.6}}},
                "in one pass");
    fixture.add("int x;", 0, Verdict::Wrong, {}, "a bad idea");
    const Parsed page = parsed(reportOf(fixture));
    QVERIFY2(page.error.isEmpty(), qPrintable(page.error));
    for (const char* part :
         {"softmax on cpu", "Node 2: 2.50× [2.40, 2.60]", "Softmax of each row", "a machine <with> brackets",
          "espalier test", "compiled", "rows 64", "memory-bound", "It reaches half of the roof.", "rows in pairs",
          "in one pass", "int64_t largestOf", "a bad idea", "y is wrong", "MIT", "1 wrong", "judged once"}) {
        QVERIFY2(page.text.contains(QString::fromUtf8(part)), part);
    }
    QCOMPARE(page.elements.count(QStringLiteral("svg")), 2);
}

void TestSessionReport::nothingIsFetchedAndNothingRuns()
{
    HandoverFixture fixture;
    fixture.add("#include <a>\n", 0, Verdict::Accepted, {{"square", {1.5, 1.4, 1.6}}});
    const QString html = reportOf(fixture);
    const Parsed page = parsed(html);
    for (const char* element : {"script", "img", "link", "iframe", "object", "embed", "form", "input", "base"}) {
        QVERIFY2(!page.elements.contains(QString::fromLatin1(element)), element);
    }
    for (const QString& attribute : page.attributes) {
        QVERIFY2(!attribute.startsWith(QLatin1String("on")) && !attribute.startsWith(QLatin1String("src")),
                 qPrintable(attribute));
        QVERIFY2(!attribute.startsWith(QLatin1String("href=")) || attribute.startsWith(QLatin1String("href=#")),
                 qPrintable(attribute));
    }
    QVERIFY(!html.contains(QLatin1String("url(")));
    QVERIFY(!html.contains(QLatin1String("@import")));
    QVERIFY(html.contains(QLatin1String("default-src 'none'")));
    QVERIFY(html.contains(QLatin1String("prefers-color-scheme: dark")));
    QVERIFY(html.contains(QLatin1String("@media print")));
}

void TestSessionReport::hostileTextStaysText()
{
    HandoverFixture fixture;
    const QStringList before = parsed(reportOf(fixture)).elements;
    const NodeNumber node = fixture.add(std::string("// ") + kHostile + "\n", 0, Verdict::Accepted,
                                        {{kHostile, {1.5, 1.4, 1.6}}}, kHostile);
    fixture.add(kHostile, node, Verdict::Crash, {}, kHostile);
    const Parsed page = parsed(reportOf(fixture));
    QVERIFY2(page.error.isEmpty(), qPrintable(page.error));
    QVERIFY(!page.elements.contains(QStringLiteral("script")));
    QVERIFY(!page.elements.contains(QStringLiteral("img")));
    QVERIFY(page.text.contains(QLatin1String("<script>alert(1)</script>")));
    for (const QString& attribute : page.attributes) {
        QVERIFY2(!attribute.contains(QLatin1String("alert")), qPrintable(attribute));
    }
    QCOMPARE(QString::fromStdString(escaped(kHostile)),
             QString::fromUtf8("&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;&quot;&#39;&amp;"
                               "\xEF\xBF\xBD\xEF\xBF\xBD]]&gt;"));
}

void TestSessionReport::directionsOfWritingAreNamed()
{
    QCOMPARE(escaped("if (a\xE2\x80\xAE) b"), std::string("if (a[U+202E]) b"));
    QCOMPARE(escaped("ä × 日本"), std::string("ä × 日本"));
}

void TestSessionReport::aNodeInsteadOfTheBest()
{
    HandoverFixture fixture;
    const NodeNumber first =
        fixture.add("int first;\n", 0, Verdict::Accepted, {{"square", {1.5, 1.4, 1.6}}}, "the first");
    fixture.add("int second;\n", first, Verdict::Accepted, {{"square", {2.5, 2.4, 2.6}}}, "the second");
    const Parsed page = parsed(reportOf(fixture, {first, {}, {}}));
    QVERIFY(page.text.contains(QString::fromUtf8("Node 1: 1.50×")));
    QVERIFY(!page.text.contains(QLatin1String("int second;"))); // it is no step of the way there
    QVERIFY(page.text.contains(QLatin1String("the second")));   // and it lost
}

void TestSessionReport::roofsAreDrawnWhereTheyAreKnown()
{
    HandoverFixture fixture;
    fixture.add("int first;\n", 0, Verdict::Accepted, {{"square", {1.5, 1.4, 1.6}}});
    QVERIFY(!roofsOf(fixture.info())); // another machine's
    Roofs roofs;
    roofs.levels = {{"L1", 0, 400}, {"DRAM", 0, 20}};
    roofs.fp32Gflops = 150;
    roofs.fp32ScalarGflops = 12;
    const Parsed page = parsed(reportOf(fixture, {{}, roofs, {}}));
    for (const char* name : {"DRAM 20.0 GB/s", "L1 400 GB/s", "fp32 150 GFLOP/s"}) {
        QVERIFY2(page.text.contains(QLatin1String(name)), name);
    }
    QVERIFY(!parsed(reportOf(fixture)).text.contains(QLatin1String("GB/s")));
}

void TestSessionReport::theLessonIsInItsOrder()
{
    HandoverFixture fixture;
    const NodeNumber first = fixture.add(kernelText("softmax_two_rows.cpp"), 0, Verdict::Accepted,
                                         {{"square", {1.5, 1.4, 1.6}}}, "rows in pairs");
    const auto say = [&](SteerVerb verb, NodeNumber node, double place, const std::string& text) {
        QVERIFY(fixture.store.addEvent(fixture.session, {verb, node, place, text}, "anna"));
    };
    QVERIFY(!parsed(reportOf(fixture)).text.contains(QStringLiteral("Lesson")));
    say(SteerVerb::Bookmark, first, 2, toText(BookmarkText{"Two rows at once", 3}));
    say(SteerVerb::Bookmark, 0, 1, toText(BookmarkText{kHostile, {}}));
    say(SteerVerb::Note, first, 0, "It loads x once.\n\n" + std::string(kHostile));
    const QString page = reportOf(fixture);
    const Parsed read = parsed(page);
    QVERIFY2(read.error.isEmpty(), qPrintable(read.error));
    QVERIFY(!read.elements.contains(QStringLiteral("script")) && !read.elements.contains(QStringLiteral("img")));
    const auto at = [&](const char* words) { return read.text.indexOf(QString::fromUtf8(words)); };
    QVERIFY(at("Lesson and notes") >= 0 && at("1. <script>") >= 0 && at("It loads x once.") >= 0);
    QVERIFY(at("1. <script>") < at("2. Two rows at once") && at("after step 3") >= 0);
    say(SteerVerb::Unbookmark, first, 0, {});
    QVERIFY(parsed(reportOf(fixture)).text.contains(QStringLiteral("Note at node 1, by anna")));
}

void TestSessionReport::sessionsWithoutAWinner()
{
    HandoverFixture fixture;
    QVERIFY(parsed(reportOf(fixture)).error.isEmpty());
    SessionSettings settings = fixture.info().settings;
    settings.name = "empty";
    const SessionId empty = *fixture.store.createSession(settings);
    const auto none = sessionReport(fixture.store, *fixture.store.session(empty), {});
    QVERIFY(!none);
    QVERIFY(none.error().kind == ErrorKind::Answer);
}

QTEST_GUILESS_MAIN(TestSessionReport)
#include "tst_sessionreport.moc"
