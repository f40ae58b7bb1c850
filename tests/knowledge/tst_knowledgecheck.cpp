#include "core/knowledge/knowledgecheck.h"
#include "core/knowledge/retrievalquality.h"
#include "core/synthesis/rules/snippetcheck.h"
#include "documentfixture.h"

#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

const std::filesystem::path kShipped = std::filesystem::path(ESPALIER_SOURCE_DIR) / "kb";

std::string all(const std::vector<std::string>& findings)
{
    std::string text;
    for (const std::string& finding : findings) {
        text += finding + "\n";
    }
    return text;
}

} // namespace

class TestKnowledgeCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defectsAreFound_data();
    void defectsAreFound();
    void fragmentsNeedNotCompile();
    void brokenCodeIsFoundInEveryLanguage_data();
    void brokenCodeIsFoundInEveryLanguage();
    void hostileQuestionsAreRefused_data();
    void hostileQuestionsAreRefused();
    void theShippedKnowledgeIsSound();
    void theShippedKnowledgeIsFound();
};

void TestKnowledgeCheck::defectsAreFound_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("finding");
    QTest::newRow("link") << "See [that](nowhere.md).\n" << "a.md links to nowhere.md, which is not there";
    QTest::newRow("web") << "See [that](https://example.org/x).\n" << "";
    QTest::newRow("own heading") << "See [that](a.md#part).\n" << "";
    QTest::newRow("brackets of code") << "```cpp fragment\nx[i](y);\n```\n" << "";
    QTest::newRow("code") << "One.\n```cpp\nint f( {\n```\n"
                          << "a.md has code that does not compile, in line 3 of its text: refused";
    QTest::newRow("long") << QString(151, QLatin1Char('\n')) + QStringLiteral("x")
                          << "a.md has 151 lines; a prompt takes at most 150";
}

void TestKnowledgeCheck::defectsAreFound()
{
    QFETCH(QString, body);
    QFETCH(QString, finding);
    KnowledgeBase base;
    base.write({.name = "a", .body = body.toStdString()});
    base.write("index.md", indexPage(base.library()));
    const auto refuse = [](const std::string&, const std::string&) { return std::string("refused"); };
    const auto findings = checkKnowledge(base.path(), refuse);
    QVERIFY(findings);
    QCOMPARE(QString::fromStdString(all(*findings)), finding.isEmpty() ? finding : finding + QLatin1Char('\n'));

    base.write("index.md", "old\n");
    QCOMPARE(checkKnowledge(base.path(), refuse)->size(), findings->size() + 1);
}

void TestKnowledgeCheck::fragmentsNeedNotCompile()
{
    const auto blocks = codeBlocks("```cpp fragment\na\n```\nText.\n```cpp\nb\nc\n```\n```\nplain\n```\n");
    QCOMPARE(blocks.size(), std::size_t{3});
    QVERIFY(blocks[0].fragment && !blocks[1].fragment);
    QCOMPARE(blocks[1].code, std::string("b\nc\n"));
    QCOMPARE(blocks[1].line, 6);
    QCOMPARE(blocks[2].language, std::string());
}

void TestKnowledgeCheck::brokenCodeIsFoundInEveryLanguage_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("sound");
    QTest::newRow("C++") << "cpp" << "#include <cmath>\nfloat f(float x) { return std::sqrt(x); }\n" << true;
    QTest::newRow("intrinsics") << "cpp"
                                << "#include <immintrin.h>\n__m512 f(__m512 x) { return _mm512_add_ps(x, x); }\n"
                                << true;
    QTest::newRow("undeclared") << "cpp" << "float f() { return g(); }\n" << false;
    QTest::newRow("OpenMP") << "cpp" << "void f() {\n#pragma omp parallel for\nint i = 0;\n}\n" << false;
    QTest::newRow("OpenCL") << "opencl" << "kernel void f(global float* x) { x[get_global_id(0)] = 0; }\n" << true;
    QTest::newRow("OpenCL broken") << "opencl" << "kernel void f(global float* x) { x[get_it(0)] = 0; }\n" << false;
    QTest::newRow("cannot judge") << "cuda" << "__global__ void f(\n" << true;
}

void TestKnowledgeCheck::brokenCodeIsFoundInEveryLanguage()
{
    QFETCH(QString, language);
    QFETCH(QString, code);
    QFETCH(bool, sound);
    const std::string problem = rules::snippetProblem(language.toStdString(), code.toStdString());
    QVERIFY2(problem.empty() == sound, problem.c_str());
}

void TestKnowledgeCheck::hostileQuestionsAreRefused_data()
{
    QTest::addColumn<QString>("questions");
    for (const char* text : {"", "{}", "[]", "[1]", R"([{"words": "x"}])", R"([{"words": "x", "expects": []}])",
                             R"([{"words": "x", "expects": ["nowhere"]}])", R"([{"words": 1, "expects": ["a"]}])",
                             R"([{"words": "x", "expects": ["a"], "bound": "gravity"}])"}) {
        QTest::addRow("%s", text) << QString::fromLatin1(text);
    }
}

void TestKnowledgeCheck::hostileQuestionsAreRefused()
{
    QFETCH(QString, questions);
    KnowledgeBase base;
    base.write({.name = "a"});
    base.write("queries.json", questions.toStdString());
    QVERIFY(!measureRetrieval(*base.index(), base.path() / "queries.json"));
}

void TestKnowledgeCheck::theShippedKnowledgeIsSound()
{
    const auto findings = checkKnowledge(kShipped, rules::snippetProblem);
    QVERIFY(findings);
    QVERIFY2(findings->empty(), all(*findings).c_str());
    QVERIFY(DocumentLibrary::load({kShipped})->documents().size() >= 100);
}

void TestKnowledgeCheck::theShippedKnowledgeIsFound()
{
    const auto index = DocumentIndex::build(*DocumentLibrary::load({kShipped}));
    QVERIFY(index);
    const auto quality = measureRetrieval(**index, kShipped / "queries.json");
    QVERIFY2(quality, quality ? "" : quality.error().sentence().c_str());
    qInfo("recall@5 %.3f over %d queries", quality->recallAtFive, quality->queries);
    QVERIFY(quality->queries >= 80);
    QVERIFY2(quality->recallAtFive >= 0.9, all(quality->missed).c_str());
}

QTEST_GUILESS_MAIN(TestKnowledgeCheck)
#include "tst_knowledgecheck.moc"
