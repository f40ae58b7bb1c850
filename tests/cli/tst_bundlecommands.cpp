#include "core/base/file.h"
#include "tests/cli/commandrun.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using espalier::readFile;
using espalier::writeFileAtomic;
using espalier::test::CommandRun;
using espalier::test::run;
using nlohmann::json;

namespace fs = std::filesystem;

/// A bundle on its whole way, with the real command, judge and worker: made, judged in an empty environment, collected.
class TestBundleCommands : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    json m_result;

    QString bundle() const { return m_folder.filePath(QStringLiteral("trip")); }
    fs::path file(const char* name) const { return fs::path(bundle().toStdString()) / name; }
    CommandRun espalier(const char* words, const QStringList& more = {}) const
    {
        return run(QString::fromLatin1(words).split(QLatin1Char(' ')) + more +
                   QStringList{QStringLiteral("--store"), m_folder.filePath(QStringLiteral("store"))});
    }

private Q_SLOTS:
    void initTestCase();
    void isJudgedWithoutHomeAndStore();
    void comesHomeWithItsMachine();
    void aSecondCollectingAddsNothing();
    void isNotSearchedOn();
    void aNodeCanBeSentOn();
    void tamperedSourcesAreRefused();
    void optionsThatDoNotBelongTogetherAreRefused_data();
    void optionsThatDoNotBelongTogetherAreRefused();
};

void TestBundleCommands::initTestCase()
{
    const QString wrong = m_folder.filePath(QStringLiteral("wrong.cpp"));
    QVERIFY(writeFileAtomic(wrong.toStdString(),
                            "#include <cstdint>\n"
                            "void rmsnorm(const float*, const float*, float*, int64_t, int64_t) {}\n"));
    const QString seed = QStringLiteral(ESPALIER_SOURCE_DIR "/resources/tasks/rmsnorm/seed.cpp");
    const CommandRun made = espalier("evaluate rmsnorm --json", {seed, wrong, QStringLiteral("--bundle"), bundle()});
    QVERIFY2(made.exitCode == 0, qPrintable(made.err));
    QCOMPARE(made.json().at("candidates").get<int>(), 3); // the plain seed, the seed with -O3, the wrong one
    QVERIFY(!QDir(m_folder.filePath(QStringLiteral("store"))).exists());
    QCOMPARE(espalier("evaluate rmsnorm", {seed, QStringLiteral("--bundle"), bundle()}).exitCode, 2);
    QCOMPARE(espalier("evaluate --collect", {bundle()}).exitCode, 2); // not judged yet
    QVERIFY(!QDir(m_folder.filePath(QStringLiteral("store"))).exists());
}

void TestBundleCommands::isJudgedWithoutHomeAndStore()
{
    const bool before = fs::exists("/tmp/.local/share/espalier");
    QProcess process;
    // Not even root makes a folder below /proc: a store there cannot be opened.
    process.start(QStringLiteral("/usr/bin/env"), {QStringLiteral("-i"), QStringLiteral("XDG_DATA_HOME=/proc/none"),
                                                   bundle() + QLatin1String("/run"), QStringLiteral("--json")});
    QVERIFY(process.waitForFinished(200'000));
    const QByteArray complaint = process.readAllStandardError();
    QVERIFY2(process.exitCode() == 0, complaint.constData());
    QVERIFY2(complaint.contains("racing the baselines of rmsnorm"), complaint.constData());
    QCOMPARE(fs::exists("/tmp/.local/share/espalier"), before);
    m_result = json::parse(*readFile(file("result.json")));
    QVERIFY(json::parse(process.readAllStandardOutput().toStdString()) == m_result);
    const auto verdict = [&](int i) {
        return m_result.at("results").at(static_cast<std::size_t>(i)).at("evaluation").at("verdict").get<std::string>();
    };
    for (const int valid : {0, 1}) {
        QVERIFY2(verdict(valid) == "accepted" || verdict(valid) == "ambiguous" || verdict(valid) == "slower",
                 verdict(valid).c_str());
    }
    QCOMPARE(verdict(2), std::string("wrong"));
    QVERIFY(!m_result.at("fingerprint").get<std::string>().empty());
    QVERIFY(m_result.at("baselines").size() >= 2);
}

void TestBundleCommands::comesHomeWithItsMachine()
{
    const CommandRun home = espalier("evaluate --json --collect", {bundle()});
    QVERIFY2(home.exitCode == 0, qPrintable(home.err));
    QVERIFY(!home.json().at("already").get<bool>());
    const json tree = espalier("tree trip --json").json();
    QCOMPARE(tree.size(), std::size_t{3});
    QCOMPARE(tree[2].at("verdict").get<std::string>(), std::string("wrong"));
    QVERIFY(tree[2].at("parents") == json::array({"1.0"}));
    const json node = espalier("show 1.1 --json").json();
    QCOMPARE(node.at("summary").get<std::string>(), std::string("seed.cpp"));
    QVERIFY(node.at("evaluation").at("ms") == m_result.at("results").at(1).at("evaluation").at("ms"));
    QVERIFY(node.at("evaluation").at("taken_on").at("fingerprint") == m_result.at("fingerprint"));
    QVERIFY(espalier("show 1.1").out.contains(QString::fromStdString(m_result.at("fingerprint").get<std::string>())));
    const json sessions = espalier("sessions --json").json();
    QVERIFY(sessions[0].at("taken_on").at("host") == m_result.at("host"));
    QCOMPARE(sessions[0].at("state").get<std::string>(), std::string("done"));
}

void TestBundleCommands::aSecondCollectingAddsNothing()
{
    const CommandRun again = espalier("evaluate --json --collect", {bundle()});
    QCOMPARE(again.exitCode, 0);
    QVERIFY(again.json().at("already").get<bool>());
    QVERIFY(espalier("evaluate --collect", {bundle()}).out.contains(QLatin1String("collected already")));
    const json sessions = espalier("sessions --json").json();
    QCOMPARE(sessions.size(), std::size_t{1});
    QCOMPARE(sessions[0].at("nodes").get<int>(), 3);
}

void TestBundleCommands::isNotSearchedOn()
{
    const CommandRun resumed = espalier("resume trip --steps 5");
    QCOMPARE(resumed.exitCode, 2);
    QVERIFY2(resumed.err.contains(QLatin1String("another machine")), qPrintable(resumed.err));
}

void TestBundleCommands::aNodeCanBeSentOn()
{
    const QString folder = m_folder.filePath(QStringLiteral("onward"));
    const CommandRun made = espalier("evaluate rmsnorm --node 1.1 --json --bundle", {folder});
    QVERIFY2(made.exitCode == 0, qPrintable(made.err));
    QCOMPARE(made.json().at("name").get<std::string>(), std::string("onward, from 1.1"));
    const json job = json::parse(*readFile(folder.toStdString() + "/job.json"));
    QCOMPARE(job.at("candidates").at(1).at("name").get<std::string>(), std::string("node 1.1 of trip"));
    QVERIFY(job.at("candidates").at(1).at("artefact") == m_result.at("results").at(1).at("artefact"));
    const QString other = m_folder.filePath(QStringLiteral("other"));
    QCOMPARE(espalier("evaluate softmax --node 1.1 --bundle", {other}).exitCode, 2);
    QVERIFY(!QDir(other).exists());
}

void TestBundleCommands::tamperedSourcesAreRefused()
{
    const std::string artefact = m_result.at("results").at(2).at("artefact").get<std::string>();
    const fs::path source = file("candidates") / (artefact + ".json");
    std::string text = *readFile(source);
    text.replace(text.find("rmsnorm"), 7, "rmsNORM");
    QVERIFY(writeFileAtomic(source, text));
    for (const char* command : {"evaluate --collect", "evaluate --run-bundle"}) {
        const CommandRun refused = run(QString::fromLatin1(command).split(QLatin1Char(' ')) + QStringList{bundle()});
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.err.contains(QLatin1String("checksum differs")), qPrintable(refused.err));
    }
    QCOMPARE(espalier("sessions --json").json().size(), std::size_t{1});
}

void TestBundleCommands::optionsThatDoNotBelongTogetherAreRefused_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("said");
    QTest::newRow("the other machine's GPU decides")
        << QStringLiteral("evaluate softmax seed.cu --target hip --arch gfx90a --bundle never")
        << QStringLiteral("the other machine's GPU decides");
    QTest::newRow("a node alone") << QStringLiteral("evaluate rmsnorm --node 1.1")
                                  << QStringLiteral("--node needs --bundle");
    QTest::newRow("a name alone") << QStringLiteral("evaluate rmsnorm seed.cpp --name x")
                                  << QStringLiteral("--name needs --bundle");
}

void TestBundleCommands::optionsThatDoNotBelongTogetherAreRefused()
{
    QFETCH(QString, words);
    QFETCH(QString, said);
    const CommandRun refused = run(words.split(QLatin1Char(' ')));
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.err.contains(said), qPrintable(refused.err));
    const QString help = run({QStringLiteral("evaluate"), QStringLiteral("--help")}).out;
    QVERIFY(help.contains(QLatin1String("--node <NODE>")) && help.contains(QLatin1String("--name <TEXT>")));
}

QTEST_GUILESS_MAIN(TestBundleCommands)
#include "tst_bundlecommands.moc"
