#include "tests/cli/commandrun.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using espalier::test::CommandRun;
using espalier::test::run;
using nlohmann::json;

/// Knowledge and code of the user's own, as the command line finds them.
class TestKbCommands : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString path(const char* place) const { return m_folder.filePath(QString::fromLatin1(place)); }

    void write(const char* place, const QByteArray& text) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(path(place)).path()));
        QFile file(path(place));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    void writeDocument(const char* place, const char* name, const char* word) const
    {
        write(place, QByteArray("---\nname: ") + name +
                         "\ntitle: T\nplatforms: any\nlanguages: any\nbounds: any\nphases: any\n"
                         "keywords: " +
                         word + "\nsources: src/zebra.h, line 3\n---\n# T\nText, see other/lion.h.\n");
    }

    CommandRun espalier(const char* words, const QStringList& more = {}, const QStringList& environment = {}) const
    {
        return run(QString::fromLatin1(words).split(QLatin1Char(' ')) + more +
                       QStringList{QStringLiteral("--store"), path("store")},
                   environment);
    }

private Q_SLOTS:
    void ownFoldersAreSearched_data();
    void ownFoldersAreSearched();
    void brokenFilesAreNamedAndLeftOut();
    void filesThatADocumentNamesAreOffered();
    void codeIsFound();
    void nothingIsLearnedYet();
};

void TestKbCommands::ownFoldersAreSearched_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("environment");
    QTest::newRow("by option") << "mine/zebra.md" << QStringList{QStringLiteral("--kb"), path("mine")} << QStringList();
    QTest::newRow("by environment") << "mine/zebra.md" << QStringList()
                                    << QStringList{QStringLiteral("ESPALIER_KB=") + path("mine")};
    QTest::newRow("with the store") << "store/kb/zebra.md" << QStringList() << QStringList();
}

void TestKbCommands::ownFoldersAreSearched()
{
    QFETCH(QString, place);
    QFETCH(QStringList, arguments);
    QFETCH(QStringList, environment);
    QDir(path("mine")).removeRecursively();
    QDir(path("store")).removeRecursively();
    QVERIFY(espalier("kb search zebra --json").json().empty());
    writeDocument(place.toLatin1().constData(), "zebra", "zebra");
    const CommandRun found = espalier("kb search zebra --json", arguments, environment);
    QVERIFY2(found.exitCode == 0, qPrintable(found.err));
    QCOMPARE(found.json().at(0).at("document").get<std::string>(), std::string("zebra"));
}

void TestKbCommands::brokenFilesAreNamedAndLeftOut()
{
    write("broken/bad.md", "no front matter\n");
    writeDocument("broken/good.md", "good", "giraffe");
    const CommandRun found = espalier("kb search giraffe --json", {QStringLiteral("--kb"), path("broken")});
    QCOMPARE(found.json().at(0).at("document").get<std::string>(), std::string("good"));
    QVERIFY2(found.err.contains(QLatin1String("bad.md, line 1")), qPrintable(found.err));
    const CommandRun checked = espalier("kb check --json", {path("broken")});
    QCOMPARE(checked.exitCode, 1);
    QCOMPARE(checked.json().at("findings").size(), std::size_t{1});
}

void TestKbCommands::filesThatADocumentNamesAreOffered()
{
    writeDocument("named/zebra.md", "zebra", "zebra");
    write("code/src/zebra.h", "int zebra;\n");
    const QStringList knowledge{QStringLiteral("--kb"), path("named")};
    const CommandRun shown =
        espalier("kb show zebra --json", knowledge + QStringList{QStringLiteral("--in"), path("code")});
    QCOMPARE(shown.json().at("files").size(), std::size_t{1});
    QCOMPARE(shown.json().at("files").at(0).at("name").get<std::string>(), std::string("src/zebra.h"));
    QVERIFY(espalier("kb show zebra --json", knowledge).json().at("files").empty());
}

void TestKbCommands::codeIsFound()
{
    write("code/a.h", "\n  float stripes(int n); // zebra\n");
    const QStringList in{QStringLiteral("--in"), path("code")};
    const json found = espalier("kb code stripes(int --json", in).json();
    QCOMPARE(found.at("hits").size(), std::size_t{1});
    QCOMPARE(found.at("hits").at(0).at("line").get<int>(), 2);
    QCOMPARE(found.at("hits").at(0).at("text").get<std::string>(), std::string("float stripes(int n); // zebra"));
    QVERIFY(espalier("kb code str.pes --regex", in).out.contains(QLatin1String("a.h:2: float")));
    QVERIFY(espalier("kb code a.h --files", in).out.contains(QLatin1String("a.h")));
    QCOMPARE(espalier("kb code elephants", in).exitCode, 1);
    QCOMPARE(espalier("kb code x( --regex", in).exitCode, 2);
    QCOMPARE(espalier("kb code x --in", {path("nowhere")}).exitCode, 2);
}

void TestKbCommands::nothingIsLearnedYet()
{
    QVERIFY(espalier("kb learned --json").json().empty());
    QCOMPARE(espalier("kb learn").exitCode, 2);
}

QTEST_GUILESS_MAIN(TestKbCommands)
#include "tst_kbcommands.moc"
