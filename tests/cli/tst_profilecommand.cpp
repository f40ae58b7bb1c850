#include "core/base/file.h"
#include "tests/cli/commandrun.h"
#include "tests/store/storefixture.h"

#include <QTest>

using namespace espalier;
using espalier::test::CommandRun;
using nlohmann::json;

/// Profiles that were recorded elsewhere, read into a node of a store that was filled by hand.
class TestProfileCommand : public QObject
{
    Q_OBJECT

private:
    StoreFixture m_store;

    CommandRun espalier(const QString& words, const QStringList& more = {}, const QStringList& environment = {}) const
    {
        return test::run(
            words.split(QLatin1Char(' ')) + more +
                QStringList{QStringLiteral("--store"), QString::fromStdString(m_store.folder.path().string())},
            environment);
    }
    static QString data(const char* file)
    {
        return QStringLiteral(ESPALIER_SOURCE_DIR "/tests/profile/data/") + QLatin1String(file);
    }

private Q_SLOTS:
    void initTestCase();
    void withoutAProfileThereIsNoneShown();
    void aRecordedFileIsKeptWithItsNode();
    void theNodeShowsBoth();
    void theEvaluationStaysTheJudges();
    void whatCannotBeImported();
    void whatCannotBeRun();
};

void TestProfileCommand::initTestCase()
{
    for (NodeNumber n = 0; n <= 2; ++n) {
        QVERIFY(m_store.store.insertNode(m_store.session, sampleInsert(n, 0, n + 1.0)));
    }
}

void TestProfileCommand::withoutAProfileThereIsNoneShown()
{
    const json node = espalier(QStringLiteral("show 1.1 --json")).json();
    QVERIFY(!node.contains("profiles") && !node.contains("fused_diagnosis"));
    QVERIFY(!espalier(QStringLiteral("show 1.1")).out.contains(QLatin1String("profile by")));
}

void TestProfileCommand::aRecordedFileIsKeptWithItsNode()
{
    const CommandRun trace =
        espalier(QStringLiteral("profile 1.1 --format torch --json --import"), {data("torch-2.11-h100.json")});
    QVERIFY2(trace.exitCode == 0, qPrintable(trace.err));
    const CommandRun imported =
        espalier(QStringLiteral("profile 1.1 --format ncu --json --import"), {data("ncu-2025.3-h100-full.csv")});
    QVERIFY2(imported.exitCode == 0, qPrintable(imported.err));
    const json document = imported.json();
    QCOMPARE(document.at("node").get<std::string>(), std::string("1.1"));
    QCOMPARE(document.at("report").at("tool").get<std::string>(), std::string("ncu"));
    QCOMPARE(document.at("report").at("kernels").size(), std::size_t{5});
    QCOMPARE(document.at("findings").front().at("bound").get<std::string>(), std::string("memory"));
    const auto kept = m_store.store.profiles(m_store.session, 1);
    QVERIFY(kept && kept->size() == 2);
    QCOMPARE(kept->front().tool, std::string("ncu")); // the newest first
    QVERIFY(m_store.store.profiles(m_store.session, 2)->empty());
}

void TestProfileCommand::theNodeShowsBoth()
{
    const json node = espalier(QStringLiteral("show 1.1 --json")).json();
    QCOMPARE(node.at("profiles").size(), std::size_t{2});
    QCOMPARE(node.at("fused_diagnosis").at("tier").get<std::string>(), std::string("counters"));
    QCOMPARE(node.at("fused_diagnosis").at("bound").get<std::string>(), std::string("memory"));
    const QString text = espalier(QStringLiteral("show 1.1")).out;
    QVERIFY2(text.contains(QString::fromUtf8("profile by ncu · NVIDIA H100 80GB HBM3 · a run of its own")),
             qPrintable(text));
    QVERIFY(text.contains(QLatin1String("conflicts(float *, int)")));
    QVERIFY(text.contains(QString::fromUtf8("→ local-staging")));
    QVERIFY(text.contains(QLatin1String("profile by torch")));
    QVERIFY(text.contains(QLatin1String("nothing to do in 95 %")));
}

void TestProfileCommand::theEvaluationStaysTheJudges()
{
    const auto before = m_store.store.evaluation(m_store.session, 1);
    const json node = espalier(QStringLiteral("show 1.1 --json")).json();
    QVERIFY(node.at("evaluation") == toJson(*before));
    QVERIFY(before->diagnosis == sampleInsert(1, 0, 2).evaluation.diagnosis);
}

void TestProfileCommand::whatCannotBeImported()
{
    QCOMPARE(espalier(QStringLiteral("profile 1.1 --format vtune --import"), {data("README.md")}).exitCode, 2);
    QCOMPARE(espalier(QStringLiteral("profile 1.1 --format ncu --import"), {data("README.md")}).exitCode, 2);
    QCOMPARE(
        espalier(QStringLiteral("profile 1.1 --format ncu --import"), {data("ncu-2025.3-no-kernels.csv")}).exitCode, 1);
    QCOMPARE(espalier(QStringLiteral("profile 1.1 --format ncu --import /nonexistent/file")).exitCode, 3);
    QCOMPARE(espalier(QStringLiteral("profile 1.9 --format ncu --import"), {data("ncu-written-older.csv")}).exitCode,
             2);
    QCOMPARE(m_store.store.profiles(m_store.session, 1)->size(), std::size_t{2});
}

void TestProfileCommand::whatCannotBeRun()
{
    QCOMPARE(espalier(QStringLiteral("profile 1.1")).exitCode, 2); // a node of the target cpu
    const QString file = QStringLiteral(ESPALIER_SOURCE_DIR "/resources/tasks/softmax/seed.cu");
    QCOMPARE(espalier(QStringLiteral("profile"), {file}).exitCode, 2); // of which task
    QCOMPARE(espalier(QStringLiteral("profile --task softmax --target opencl"), {file}).exitCode, 2);
    if (QFile::exists(QStringLiteral("/dev/nvidiactl"))) {
        QSKIP("there is a GPU here");
    }
    const CommandRun none = espalier(QStringLiteral("profile --task softmax"), {file});
    QVERIFY2(none.exitCode == 3, qPrintable(none.err)); // no profiler, or no GPU
}

QTEST_GUILESS_MAIN(TestProfileCommand)
#include "tst_profilecommand.moc"
