#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/temporaryfolder.h"
#include "core/knowledge/codesearch.h"
#include "core/knowledge/namedpaths.h"

#include <QTest>

using namespace espalier;

namespace fs = std::filesystem;

namespace {

/// A user's repository in a folder that goes away with it.
class Repository
{
public:
    void write(const std::string& place, const std::string& text) const
    {
        fs::create_directories((path() / place).parent_path());
        if (!writeFileAtomic(path() / place, text)) {
            qFatal("cannot write a file");
        }
    }
    const fs::path& path() const { return m_folder.path(); }
    CodeQuery query(const std::string& pattern) const
    {
        CodeQuery query;
        query.pattern = pattern;
        query.folders = {path()};
        return query;
    }

private:
    TemporaryFolder m_folder;
};

/// "file:line " of every hit.
std::string places(const Result<CodeFindings>& findings)
{
    std::string text;
    if (!findings) {
        return findings.error().sentence();
    }
    for (const CodeHit& hit : findings->hits) {
        text += hit.file + ":" + std::to_string(hit.line) + " ";
    }
    return text;
}

} // namespace

/// Every test of what is found runs with both engines; ripgrep's are skipped where it is not installed.
class TestCodeSearch : public QObject
{
    Q_OBJECT

private:
    static void engines()
    {
        QTest::addColumn<bool>("ripgrep");
        QTest::newRow("walk") << false;
        QTest::newRow("ripgrep") << true;
    }
    static bool isMissing()
    {
        QFETCH(bool, ripgrep);
        return ripgrep && !findOnPath("rg");
    }
    static Result<CodeFindings> search(const CodeQuery& query)
    {
        QFETCH(bool, ripgrep);
        return searchCode(query, ripgrep ? CodeEngine::Best : CodeEngine::Walk);
    }

private Q_SLOTS:
    void wordsAreFoundWithTheirPlaces_data() { engines(); }
    void wordsAreFoundWithTheirPlaces();
    void capitalsMeanWhatTheyAre_data() { engines(); }
    void capitalsMeanWhatTheyAre();
    void expressionsAreOnlyThatWhenAsked_data() { engines(); }
    void expressionsAreOnlyThatWhenAsked();
    void linksLeadNowhere_data() { engines(); }
    void linksLeadNowhere();
    void whatIsNoSourceIsPassedOver_data() { engines(); }
    void whatIsNoSourceIsPassedOver();
    void aPatternIsNoOption_data() { engines(); }
    void aPatternIsNoOption();
    void findingsEnd_data() { engines(); }
    void findingsEnd();
    void badQuestionsAreRefused_data();
    void badQuestionsAreRefused();
    void anExplodingExpressionEnds();
    void namesOfFilesAreFound();
    void excerptsAreShort();
    void pathsInATextAreNamed_data();
    void pathsInATextAreNamed();
    void namedFilesLieInsideTheFolders();
};

#define SKIP_WITHOUT_ENGINE()                                                                                          \
    if (isMissing()) {                                                                                                 \
        QSKIP("ripgrep is not installed");                                                                             \
    }

void TestCodeSearch::wordsAreFoundWithTheirPlaces()
{
    SKIP_WITHOUT_ENGINE();
    const Repository code;
    code.write("b.cpp", "int x;\n    float rms_norm(int a); // one: two\n");
    code.write("a/z.h", "rms_norm\n\nrms_norm\n");
    const auto found = search(code.query("rms_norm"));
    QCOMPARE(places(found), std::string("a/z.h:1 a/z.h:3 b.cpp:2 "));
    QCOMPARE(found->hits[2].excerpt, std::string("float rms_norm(int a); // one: two"));
    QCOMPARE(found->hits[2].folder, code.path());
    QVERIFY(!found->cut);
    QCOMPARE(places(search(code.query("norm(int"))), std::string("b.cpp:2 "));
    QVERIFY(search(code.query("nowhere"))->hits.empty());
}

void TestCodeSearch::capitalsMeanWhatTheyAre()
{
    SKIP_WITHOUT_ENGINE();
    const Repository code;
    code.write("a.h", "Tile\ntile\n");
    QCOMPARE(places(search(code.query("tile"))), std::string("a.h:1 a.h:2 "));
    QCOMPARE(places(search(code.query("Tile"))), std::string("a.h:1 "));
}

void TestCodeSearch::expressionsAreOnlyThatWhenAsked()
{
    SKIP_WITHOUT_ENGINE();
    const Repository code;
    code.write("a.h", "x[1] + y\nxx1 + y\n");
    CodeQuery query = code.query("x[0-9x]+ .");
    QVERIFY(search(query)->hits.empty());
    query.regex = true;
    QCOMPARE(places(search(query)), std::string("a.h:2 "));
    query.pattern = "x[";
    QVERIFY(!search(query));
    query.regex = false;
    QCOMPARE(places(search(query)), std::string("a.h:1 "));
}

void TestCodeSearch::linksLeadNowhere()
{
    SKIP_WITHOUT_ENGINE();
    const Repository secrets;
    secrets.write("key.txt", "needle\n");
    const Repository code;
    code.write("a.h", "needle\n");
    fs::create_directory_symlink(secrets.path(), code.path() / "folder");
    fs::create_symlink(secrets.path() / "key.txt", code.path() / "key.txt");
    fs::create_directory_symlink(code.path(), code.path() / "loop");
    QCOMPARE(places(search(code.query("needle"))), std::string("a.h:1 "));
}

void TestCodeSearch::whatIsNoSourceIsPassedOver()
{
    SKIP_WITHOUT_ENGINE();
    const Repository code;
    code.write(".git/config", "needle\n");
    code.write(".hidden", "needle\n");
    code.write("program", std::string("\x7f"
                                      "ELF\0\0 needle\n",
                                      14));
    code.write("large.csv", std::string(std::size_t{2} << 20, 'x') + "\nneedle\n");
    code.write("a.h", "needle\n");
    fs::create_directories(code.path() / "locked");
    QCOMPARE(places(search(code.query("needle"))), std::string("a.h:1 "));
}

void TestCodeSearch::aPatternIsNoOption()
{
    SKIP_WITHOUT_ENGINE();
    const Repository code;
    code.write("a.h", "--files $(touch x) `y` ; -e\n");
    for (const char* pattern : {"--files", "-e", "$(touch x)", "`y` ;"}) {
        QCOMPARE(places(search(code.query(pattern))), std::string("a.h:1 "));
    }
    QVERIFY(!fs::exists(code.path() / "x"));
}

void TestCodeSearch::findingsEnd()
{
    SKIP_WITHOUT_ENGINE();
    const Repository code;
    std::string many;
    for (int i = 0; i < 100; ++i) {
        many += "needle\n";
    }
    code.write("a.h", many);
    code.write("b.h", many);
    CodeQuery query = code.query("needle");
    query.limit = 120;
    const auto found = search(query);
    QCOMPARE(found->hits.size(), std::size_t{120});
    QVERIFY(found->cut);
}

void TestCodeSearch::badQuestionsAreRefused_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("folder");
    QTest::newRow("nothing") << "" << "";
    QTest::newRow("two lines") << "a\nb" << "";
    QTest::newRow("very long") << QString(2000, QLatin1Char('x')) << "";
    QTest::newRow("no folder") << "a" << "nowhere";
    QTest::newRow("a file") << "a" << "a.h";
}

void TestCodeSearch::badQuestionsAreRefused()
{
    QFETCH(QString, pattern);
    QFETCH(QString, folder);
    const Repository code;
    code.write("a.h", "a\n");
    CodeQuery query = code.query(pattern.toStdString());
    query.folders = {code.path() / folder.toStdString()};
    const auto found = searchCode(query);
    QVERIFY(!found);
    QVERIFY(!found.error().todo.empty());
}

void TestCodeSearch::anExplodingExpressionEnds()
{
    const Repository code;
    code.write("a.h", std::string(60, 'a') + "!\n");
    CodeQuery query = code.query("(a+)+$");
    query.regex = true;
    QVERIFY(searchCode(query, CodeEngine::Walk));
}

void TestCodeSearch::namesOfFilesAreFound()
{
    const Repository code;
    code.write("norm/RmsNorm.h", "x");
    code.write("norm/other.h", "rmsnorm");
    CodeQuery query = code.query("rmsnorm");
    query.fileNames = true;
    QCOMPARE(places(searchCode(query)), std::string("norm/RmsNorm.h:0 "));
    query.pattern = "^norm/.*\\.h$";
    query.regex = true;
    QCOMPARE(places(searchCode(query)), std::string("norm/RmsNorm.h:0 norm/other.h:0 "));
}

void TestCodeSearch::excerptsAreShort()
{
    QCOMPARE(excerptOf("\t a b \r\n"), std::string("a b"));
    QCOMPARE(excerptOf(" \t"), std::string());
    std::string umlauts;
    for (std::size_t i = 0; i < kExcerpt; ++i) {
        umlauts += "ä";
    }
    QCOMPARE(excerptOf("x" + umlauts).size(), kExcerpt - 1); // a character is not cut in two
}

void TestCodeSearch::pathsInATextAreNamed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("see") << "see src/norm/rms.h, line 40; and `a/b_c.cu`." << QStringList{"src/norm/rms.h", "a/b_c.cu"};
    QTest::newRow("twice") << "a/b.h a/b.h:12" << QStringList{"a/b.h"};
    QTest::newRow("web") << "https://example.org/a/b.h" << QStringList{};
    QTest::newRow("absolute") << "/etc/passwd.txt" << QStringList{};
    QTest::newRow("document") << "[that](../skills/tune.md)" << QStringList{};
    QTest::newRow("prose") << "GB/s, and/or 1/2.5 e.g. x.y" << QStringList{};
    QTest::newRow("outside") << "../../secret.h" << QStringList{"../../secret.h"};
}

void TestCodeSearch::pathsInATextAreNamed()
{
    QFETCH(QString, text);
    QFETCH(QStringList, names);
    QStringList found;
    for (const std::string& name : namedPaths(text.toStdString())) {
        found << QString::fromStdString(name);
    }
    QCOMPARE(found, names);
}

void TestCodeSearch::namedFilesLieInsideTheFolders()
{
    const Repository secrets;
    secrets.write("key.h", "x");
    const Repository other;
    other.write("src/a.h", "x");
    const Repository code;
    code.write("src/a.h", "x");
    code.write("src/b.h", "x");
    fs::create_symlink(secrets.path() / "key.h", code.path() / "src/linked.h");
    const std::string out = "src/../../" + secrets.path().filename().string() + "/key.h";
    const auto found = findNamed({"src/a.h", "src/../src/b.h", "src/linked.h", out, "src/none.h", "src"},
                                 {code.path(), other.path(), code.path() / "nowhere"});
    QCOMPARE(found.size(), std::size_t{2});
    QCOMPARE(found[0].file, fs::canonical(code.path() / "src/a.h"));
    QCOMPARE(found[1].file, fs::canonical(code.path() / "src/b.h"));
    QVERIFY(findNamed({"src/a.h"}, {}).empty());
}

QTEST_GUILESS_MAIN(TestCodeSearch)
#include "tst_codesearch.moc"
