#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/temporaryfolder.h"
#include "core/evaluate/machinegate.h"
#include "core/graph/candidate.h"
#include "tests/cli/commandrun.h"
#include "tests/store/storefixture.h"

#include <QProcess>
#include <QTest>

#include <unistd.h>

using namespace espalier;
using espalier::test::CommandRun;
using nlohmann::json;

/// Profiles that were recorded elsewhere, read into a node of a store that was filled by hand.
class TestProfileCommand : public QObject
{
    Q_OBJECT

private:
    StoreFixture m_store;
    TemporaryFolder m_tools{"espalier-tools"};

    void playProfilers(const char* device, const char* proton);
    CommandRun watched() const;
    QStringList played() const;
    /// `espalier profile` of a file in a process of its own.
    void startWatched(QProcess& process) const;
    /// Its standard error so far, once that holds the words or nothing comes any more.
    static QString saidUntil(QProcess& process, const QString& words);
    void addTritonNode();
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
    void aTritonKernelIsWatchedByEachProfiler();
    void whatOneProfilerLacksTheOthersSay();
    void anotherInstallationsTaskIsNoHindrance();
    void aProfileWaitsForATiming();
    void aTimingWaitsForAProfile();
    void withoutAGpuNothingIsWatched();
};

void TestProfileCommand::initTestCase()
{
    qputenv("XDG_CACHE_HOME", QByteArray::fromStdString((m_tools.path() / "cache").string())); // the lane's file too
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

/// Shell scripts in the places of Python and of ncu; what they write was recorded on a device.
void TestProfileCommand::playProfilers(const char* device, const char* proton)
{
    const std::filesystem::path bin = m_tools.path() / "bin";
    std::filesystem::create_directories(bin);
    for (const char* file : {"torch-2.11-h100.json", "proton-3.6-h100.hatchet", "ncu-2025.3-h100-sections.csv"}) {
        std::filesystem::copy_file(data(file).toStdString(), bin / file,
                                   std::filesystem::copy_options::overwrite_existing);
    }
    const std::string here = bin.string();
    const std::string python = "#!/bin/sh\ncase \"$*\" in\n"
                               "*probe.py*) echo '{\"program\":\"" +
                               here + "/python3\",\"torch\":\"2.11.0\",\"triton\":\"3.6.0\",\"folders\":[\"" + here +
                               "\"],\"device\":\"" + device +
                               "\",\"why\":\"it is played\"}';;\n"
                               "*check.py*) echo '{\"language\":\"triton\"}';;\n"
                               "*\"profiled_call.py torch\") test -s call && test -s program && cp " +
                               here +
                               "/torch-2.11-h100.json torch.json;;\n"
                               "*\"profiled_call.py proton\") " +
                               proton +
                               ";;\n"
                               "*) exit 1;;\nesac\n";
    // The table is wanted behind --log-file, and nothing but the marked calls.
    const std::string ncu = "#!/bin/sh\ncase \"$*\" in *--profile-from-start\\ off*profiled_call.py\\ ncu) cp " + here +
                            "/ncu-2025.3-h100-sections.csv report.csv;; esac\n";
    for (const auto& [name, text] : {std::pair("python3", python), std::pair("ncu", ncu)}) {
        QVERIFY(writeFileAtomic(bin / name, text));
        std::filesystem::permissions(bin / name, std::filesystem::perms::owner_all);
    }
}

QStringList TestProfileCommand::played() const
{
    const QString bin = QString::fromStdString((m_tools.path() / "bin").string());
    return {QStringLiteral("ESPALIER_PYTHON=") + bin + QStringLiteral("/python3"),
            QStringLiteral("PATH=") + bin + QLatin1Char(':') + QString::fromLocal8Bit(qgetenv("PATH"))};
}

CommandRun TestProfileCommand::watched() const
{
    return espalier(QStringLiteral("profile --task softmax --target triton --json"),
                    {QStringLiteral(ESPALIER_SOURCE_DIR "/resources/tasks/softmax/seed_triton.py")}, played());
}

/// 2.0, of a session that another installation has made.
void TestProfileCommand::addTritonNode()
{
    SessionSettings settings;
    settings.task = "softmax";
    settings.taskFolder = "/elsewhere/espalier/tasks/softmax";
    settings.target = "triton";
    Candidate candidate;
    candidate.language = "triton";
    candidate.source = *readFile(ESPALIER_SOURCE_DIR "/resources/tasks/softmax/seed_triton.py");
    NodeInsert node = sampleInsert(0, 0, 1);
    node.candidateObject = toObject(candidate);
    node.node.artefact = sha256(node.candidateObject);
    QCOMPARE(*m_store.store.createSession(settings), SessionId{2});
    QVERIFY(m_store.store.insertNode(2, node));
}

void TestProfileCommand::aTritonKernelIsWatchedByEachProfiler()
{
    playProfilers("NVIDIA H100", "cp \"${0%/*}/proton-3.6-h100.hatchet\" proton.hatchet");
    const CommandRun run = watched();
    QVERIFY2(run.exitCode == 0, qPrintable(run.err));
    const json profiles = run.json().at("profiles");
    QCOMPARE(profiles.size(), std::size_t{3});
    for (std::size_t i = 0; i < 3; ++i) {
        const json& report = profiles[i].at("report");
        QCOMPARE(report.at("tool").get<std::string>(), std::string(i == 0 ? "ncu" : i == 1 ? "torch" : "proton"));
        QCOMPARE(report.at("case").get<std::string>(), std::string("4096x8192"));
    }
    QVERIFY(profiles[1].at("report").at("timeline").at("gap_us").get<double>() > 0);
}

void TestProfileCommand::whatOneProfilerLacksTheOthersSay()
{
    playProfilers("NVIDIA H100", "echo loading >&2; echo it raised OSError: no libcupti >&2; exit 1");
    const CommandRun run = watched();
    QVERIFY2(run.exitCode == 0, qPrintable(run.err));
    QCOMPARE(run.json().at("profiles").size(), std::size_t{2});
    QVERIFY2(run.err.contains(QLatin1String("no profile by proton: ")) &&
                 run.err.contains(QLatin1String("it raised OSError: no libcupti")),
             qPrintable(run.err));
}

void TestProfileCommand::anotherInstallationsTaskIsNoHindrance()
{
    addTritonNode();
    playProfilers("NVIDIA H100", "cp \"${0%/*}/proton-3.6-h100.hatchet\" proton.hatchet");
    const CommandRun run = espalier(QStringLiteral("profile 2.0 --json"), {}, played());
    QVERIFY2(run.exitCode == 0, qPrintable(run.err));
    QVERIFY2(run.err.contains(QLatin1String("the task softmax that comes with Espalier stands in for it")),
             qPrintable(run.err));
    QCOMPARE(m_store.store.profiles(2, 0)->size(), std::size_t{3});
}

void TestProfileCommand::startWatched(QProcess& process) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& entry : played()) {
        environment.insert(entry.section(QLatin1Char('='), 0, 0), entry.section(QLatin1Char('='), 1));
    }
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(ESPALIER_BIN_DIR "/espalier"),
                  {QStringLiteral("profile"), QStringLiteral("--task"), QStringLiteral("softmax"),
                   QStringLiteral("--target"), QStringLiteral("triton"),
                   QStringLiteral(ESPALIER_SOURCE_DIR "/resources/tasks/softmax/seed_triton.py")});
}

QString TestProfileCommand::saidUntil(QProcess& process, const QString& words)
{
    process.setReadChannel(QProcess::StandardError);
    QString said;
    while (!said.contains(words) && (process.bytesAvailable() > 0 || process.waitForReadyRead(60'000))) {
        said += QString::fromUtf8(process.readAllStandardError());
    }
    return said;
}

/// The gate at which an evaluator times, in the place of one.
void TestProfileCommand::aProfileWaitsForATiming()
{
    playProfilers("NVIDIA H100", "cp \"${0%/*}/proton-3.6-h100.hatchet\" proton.hatchet");
    MachineGate judging;
    QProcess profile;
    QString said;
    bool ended = true;
    judging.time([&] {
        startWatched(profile);
        said = saidUntil(profile, QStringLiteral("to finish"));
        ended = profile.waitForFinished(500);
    });
    QVERIFY2(said.contains(QStringLiteral("waiting for process %1 to finish").arg(getpid())), qPrintable(said));
    QVERIFY2(!ended, "it profiled while something was timed");
    QVERIFY(profile.waitForFinished(60'000));
    QCOMPARE(profile.exitCode(), 0);
}

void TestProfileCommand::aTimingWaitsForAProfile()
{
    playProfilers("NVIDIA H100", "sleep 1; cp \"${0%/*}/proton-3.6-h100.hatchet\" proton.hatchet");
    MachineGate judging;
    QProcess profile;
    startWatched(profile);
    QVERIFY(saidUntil(profile, QStringLiteral("profiling by proton")).contains(QStringLiteral("profiling by proton")));
    bool waited = false;
    bool timed = false;
    // It says so a moment before it enters, in which a timing may still be the first.
    while (!waited && !profile.waitForFinished(1)) {
        judging.time([&] { timed = true; }, [&](const std::string&) { waited = true; });
    }
    QVERIFY2(waited, "something was timed while it profiled");
    QVERIFY(timed);
    QVERIFY(profile.waitForFinished(60'000));
    QCOMPARE(profile.exitCode(), 0);
}

void TestProfileCommand::withoutAGpuNothingIsWatched()
{
    playProfilers("", "true");
    const CommandRun run = watched();
    QCOMPARE(run.exitCode, 3);
    QVERIFY2(run.err.contains(QLatin1String("no NVIDIA GPU")), qPrintable(run.err));
}

QTEST_GUILESS_MAIN(TestProfileCommand)
#include "tst_profilecommand.moc"
