#include "documentfixture.h"

#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

std::vector<std::string> namesOf(const Result<std::vector<FoundDocument>>& found)
{
    std::vector<std::string> names;
    for (const FoundDocument& one : *found) {
        names.push_back(one.document->name);
    }
    return names;
}

DocumentQuery words(const std::string& text)
{
    DocumentQuery query;
    query.words = text;
    return query;
}

using Names = std::vector<std::string>;

} // namespace

class TestDocuments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDocumentIsRead();
    void aBrokenDocumentIsNamedWithItsLine_data();
    void aBrokenDocumentIsNamedWithItsLine();
    void oneBadDocumentStopsNoSearch();
    void skillsAreDocumentsToo();
    void titleAndKeywordsOutweighTheText();
    void wordsAreFoundInEveryForm();
    void whatDoesNotApplyIsNotFound();
    void bottleneckAndPhaseComeFirst();
    void equalOnesComeByName();
    void nothingInAQueryIsSyntax_data();
    void nothingInAQueryIsSyntax();
    void aThousandDocumentsAreSearchedInMilliseconds();
};

void TestDocuments::aDocumentIsRead()
{
    const auto read = parseDocument(
        textOf({"a", "Pad it", "cpu, opencl", "memory, latency", "improve", "padding, MESI", "Do it.\n"}), "x/a.md");
    QVERIFY2(read, read ? "" : read.error().sentence().c_str());
    QCOMPARE(read->name, std::string("a"));
    QCOMPARE(read->title, std::string("Pad it"));
    QCOMPARE(read->platforms, (Names{"cpu", "opencl"}));
    QCOMPARE(read->languages, Names{});
    QCOMPARE(read->bounds, (std::vector<Bound>{Bound::Memory, Bound::Latency}));
    QCOMPARE(read->phases, Names{"improve"});
    QCOMPARE(read->keywords, (Names{"padding", "MESI"}));
    QCOMPARE(read->body, std::string("Do it.\n"));
}

void TestDocuments::aBrokenDocumentIsNamedWithItsLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("where");
    QTest::newRow("no front matter") << "# A" << "a.md, line 1";
    QTest::newRow("unknown key") << "---\nname: a\ncolour: red\n---\nx" << "a.md, line 3";
    QTest::newRow("bad bound") << "---\nname: a\nbounds: memory, gravity\n---\nx" << "a.md, line 3";
    QTest::newRow("bad phase") << "---\nphases: later\n---\nx" << "a.md, line 2";
    QTest::newRow("no sources") << "---\nname: a\n---\nx" << "a.md, line 3";
    QTest::newRow("no text") << QString::fromStdString(textOf({.name = "a", .body = " \n"})) << "a.md, line 10";
    QTest::newRow("empty") << "" << "a.md, line 1";
}

void TestDocuments::aBrokenDocumentIsNamedWithItsLine()
{
    QFETCH(QString, text);
    QFETCH(QString, where);
    const auto read = parseDocument(text.toStdString(), "a.md");
    QVERIFY(!read);
    QCOMPARE(QString::fromStdString(read.error().what), where);
}

void TestDocuments::oneBadDocumentStopsNoSearch()
{
    KnowledgeBase base;
    base.write({.name = "good"});
    base.write("bad.md", "no front matter");
    base.write("other/good.md", textOf({.name = "good"}));
    base.write("moved.md", textOf({.name = "before"}));
    base.write("index.md", "not a document");
    const DocumentLibrary library = base.library();
    QCOMPARE(library.documents().size(), std::size_t{1});
    QCOMPARE(library.problems().size(), std::size_t{3});
    QVERIFY(!DocumentLibrary::load({base.path() / "nowhere"}));
}

void TestDocuments::skillsAreDocumentsToo()
{
    KnowledgeBase base;
    base.write(
        "skills/tile.md",
        "---\nname: tile\ntitle: Tile\nplatforms: cpu\nbounds: memory\npatterns: loop-nest\nprior: 1.5\n---\nT.\n");
    const auto index = base.index();
    QCOMPARE(namesOf(index->search(words("loop nest"), 5)), Names{"tile"});
}

void TestDocuments::titleAndKeywordsOutweighTheText()
{
    KnowledgeBase base;
    base.write({.name = "aside", .body = "Padding is another matter. More of it elsewhere.\n"});
    base.write({.name = "subject", .title = "Padding of shared data", .body = "About something.\n"});
    base.write({.name = "tagged", .keywords = "padding", .body = "About something.\n"});
    const auto found = namesOf(base.index()->search(words("padding"), 5));
    QCOMPARE(found.size(), std::size_t{3});
    QCOMPARE(found.back(), std::string("aside"));
}

void TestDocuments::wordsAreFoundInEveryForm()
{
    KnowledgeBase base;
    base.write({.name = "vector", .body = "Vectorised reductions.\n"});
    QCOMPARE(namesOf(base.index()->search(words("vectorise a reduction"), 5)), Names{"vector"});
}

void TestDocuments::whatDoesNotApplyIsNotFound()
{
    KnowledgeBase base;
    base.write({.name = "everywhere"});
    base.write({.name = "gpu", .platforms = "nvidia, amd"});
    base.write({.name = "here", .platforms = "cpu"});
    DocumentQuery query = words("text");
    query.platform = "cpu";
    QCOMPARE(namesOf(base.index()->search(query, 5)), (Names{"here", "everywhere"}));
}

void TestDocuments::bottleneckAndPhaseComeFirst()
{
    KnowledgeBase base;
    base.write({.name = "a"});
    base.write({.name = "b", .bounds = "memory"});
    base.write({.name = "c", .bounds = "memory", .phases = "tune"});
    base.write({.name = "d", .bounds = "compute", .phases = "draft"});
    DocumentQuery query;
    query.bound = Bound::Memory;
    query.phase = "tune";
    const auto index = base.index();
    const auto found = index->search(query, 3);
    QCOMPARE(namesOf(found), (Names{"c", "b", "a"}));
    QCOMPARE(found->front().reason, std::string("for kernels that are memory-bound, for the phase tune"));
}

void TestDocuments::equalOnesComeByName()
{
    KnowledgeBase base;
    for (const char* name : {"z", "m", "b"}) {
        base.write({.name = name});
    }
    QCOMPARE(namesOf(base.index()->search(words("text"), 2)), (Names{"b", "m"}));
}

void TestDocuments::nothingInAQueryIsSyntax_data()
{
    QTest::addColumn<QString>("query");
    for (const char* query : {"\"", "text\"", "NEAR(text, 3)", "body: text", "text* AND NOT", "^text", "-text", "(",
                              "'", "text;DROP TABLE documents", "täxt text \xff text"}) {
        QTest::addRow("%s", query) << QString::fromLatin1(query);
    }
    QTest::newRow("very long") << QString(100000, QLatin1Char('x')) + QStringLiteral(" text");
}

void TestDocuments::nothingInAQueryIsSyntax()
{
    QFETCH(QString, query);
    KnowledgeBase base;
    base.write({.name = "a"});
    const auto index = base.index();
    const auto found = index->search(words(query.toLatin1().toStdString()), 5);
    QVERIFY2(found, found ? "" : found.error().sentence().c_str());
    QCOMPARE(namesOf(index->search(words("text"), 5)), Names{"a"});
}

void TestDocuments::aThousandDocumentsAreSearchedInMilliseconds()
{
    KnowledgeBase base;
    for (int i = 0; i < 1000; ++i) {
        std::string body;
        for (int word = 0; word < 600; ++word) {
            body += "word" + std::to_string((i * 31 + word * word) % 5000) + (word % 12 == 11 ? "\n" : " ");
        }
        base.write({.name = "d" + std::to_string(i), .body = body});
    }
    const auto index = base.index();
    QBENCHMARK
    {
        QCOMPARE(index->search(words("word17 word4000 word81 word2500 word3 tile reduction memory"), 5)->size(),
                 std::size_t{5});
    }
}

QTEST_GUILESS_MAIN(TestDocuments)
#include "tst_documents.moc"
