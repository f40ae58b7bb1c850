#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/temporaryfolder.h"
#include "core/evaluate/target/cudatarget.h"
#include "seeds.h"
#include "smalltask.h"
#include "workshop.h"

#include <QFile>
#include <QProcess>
#include <QtTest>

#include <csignal>
#include <nlohmann/json.hpp>

using namespace espalier;
namespace fs = std::filesystem;

namespace {

/// Espalier's programs with a worker for CUDA whose device is played.
fs::path playedPrograms(const fs::path& folder)
{
    const fs::path place = folder / "bin";
    fs::create_directories(place);
    for (const char* program : {"espalier", "espalier-judge", "espalier-worker"}) {
        fs::copy_file(fs::path(ESPALIER_BIN_DIR) / program, place / program);
    }
    fs::copy_file(ESPALIER_FAKE_WORKER, place / "espalier-cuworker");
    return place;
}

/// PyTorch beside them, with an interpreter that is played and a GPU of that name.
void addPython(const fs::path& place, const std::string& device)
{
    fs::create_directories(place / "pyworker");
    fs::copy_file(ESPALIER_FAKE_PYTHON_WORKER, place / "espalier-pyworker");
    for (const char* module : {"check.py", "espalier_worker.py"}) {
        fs::copy_file(fs::path(ESPALIER_BIN_DIR) / "pyworker" / module, place / "pyworker" / module);
    }
    const std::string probe =
        "import json, sys\n"
        "folders = [one for one in {sys.prefix, sys.base_prefix} if not (one + '/').startswith('/usr/')]\n"
        "print(json.dumps({'program': sys.executable, 'torch': '2.0', 'triton': '3.0', 'folders': folders,\n"
        "                  'device': '" +
        device + "', 'why': 'the driver shows no GPU'}))\n";
    if (!writeFileAtomic(place / "pyworker/probe.py", probe)) {
        qFatal("cannot write a probe");
    }
}

bool appears(const fs::path& file, int seconds = 60)
{
    for (int i = 0; i < seconds * 20 && !fs::exists(file); ++i) {
        QTest::qWait(50);
    }
    return fs::exists(file);
}

} // namespace

/// A whole search for the target cuda, with candidates that are built as ever and a GPU that is played.
class TestCudaSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rulesSearchToTheEnd();
    void aMailboxIsAskedStoppedAndGoneOnWith();
    void aCommandAnswers();
    void pyTorchIsAmongTheBaselines();
    void withoutPyTorchItSaysSo();
    void withoutAGpuItSaysSo();

private:
    /// Starts the program with the store and the words.
    std::unique_ptr<QProcess> start(const QStringList& words, const fs::path& programs, bool withStore = true) const;
    static int codeOf(QProcess& process);
    std::string box(const char* file) const { return *readFile(m_folder.path() / "box" / file); }

    TemporaryFolder m_folder{"espalier-cudasearch"};
    fs::path m_programs;
    QString m_task;
};

void TestCudaSearch::initTestCase()
{
    if (const std::string why = test::whyNoCompiler(); !why.empty()) {
        QSKIP(why.c_str());
    }
    m_programs = playedPrograms(m_folder.path());
    test::smallSoftmax(m_folder.path() / "small", true);
    m_task = QString::fromStdString((m_folder.path() / "small").string());
}

std::unique_ptr<QProcess> TestCudaSearch::start(const QStringList& words, const fs::path& programs,
                                                bool withStore) const
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("XDG_CACHE_HOME", QString::fromStdString((m_folder.path() / "cache").string()));
    environment.insert("ESPALIER_SHARE", QStringLiteral(ESPALIER_BIN_DIR "/../share/espalier"));
    process->setProcessEnvironment(environment);
    process->start(QString::fromStdString((programs / "espalier").string()),
                   withStore
                       ? words + QStringList{"--store", QString::fromStdString((m_folder.path() / "store").string())}
                       : words);
    return process;
}

int TestCudaSearch::codeOf(QProcess& process)
{
    return process.waitForFinished(250'000) && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

void TestCudaSearch::rulesSearchToTheEnd()
{
    const auto search = start({"search", m_task, "--target", "cuda", "--steps", "6", "--drafts", "3", "--workers", "2",
                               "--seed", "4", "--json"},
                              m_programs);
    QVERIFY2(codeOf(*search) == 0, search->readAllStandardError());
    const auto summary = nlohmann::json::parse(search->readAllStandardOutput().toStdString(), nullptr, false);
    QVERIFY(summary.is_object());
    QCOMPARE(summary["steps"].get<int>(), 6);
    QVERIFY2(summary["valid"].get<int>() >= 4, summary.dump(2).c_str());
    QVERIFY(summary["best"]["speedup"].get<double>() > 0);
}

/// It is asked for CUDA C++, takes a bare source and edits, and nothing is lost when it is stopped between them.
void TestCudaSearch::aMailboxIsAskedStoppedAndGoneOnWith()
{
    const QString box = QString::fromStdString((m_folder.path() / "box").string());
    auto search = start({"search", m_task, "--target", "cuda", "--synth", "mailbox:" + box, "--steps", "2", "--drafts",
                         "1", "--workers", "1", "--prior", "0", "--name", "asked"},
                        m_programs);
    QVERIFY2(appears(m_folder.path() / "box/step-0001/prompt.md"), search->readAllStandardError());
    const std::string prompt = this->box("step-0001/prompt.md");
    for (const char* word :
         {"CUDA C++ without host code", "// launch: KERNEL", "const float* x\n", "extern __shared__",
          "compute capability 9.0", "(checked and timed): rows 33, cols 65", "three backquotes and cuda"}) {
        QVERIFY2(prompt.find(word) != std::string::npos, (std::string(word) + "\n" + prompt).c_str());
    }
    QVERIFY(fs::exists(m_folder.path() / "box/step-0001/parent.cu"));
    ::kill(static_cast<pid_t>(search->processId()), SIGINT);
    QCOMPARE(codeOf(*search), 4);

    std::string source = test::cudaSeed("softmax");
    source.replace(source.find("#define WG 64"), 13, "#define WG 32");
    QVERIFY(writeFileAtomic(m_folder.path() / "box/step-0001/answer.cu", source));
    search = start({"resume", "last"}, m_programs);
    QVERIFY2(appears(m_folder.path() / "box/step-0002/prompt.md"), search->readAllStandardError());
    QVERIFY(writeFileAtomic(m_folder.path() / "box/step-0002/answer.md",
                            "Larger blocks.\n\n<<<<<<< SEARCH\n    float sum = 0;\n=======\n    float sum = 0.0f;\n"
                            ">>>>>>> REPLACE\n"));
    QVERIFY2(codeOf(*search) == 0, search->readAllStandardError());
    const auto tree = start({"tree", "last", "--json"}, m_programs);
    QCOMPARE(codeOf(*tree), 0);
    const auto nodes = nlohmann::json::parse(tree->readAllStandardOutput().toStdString(), nullptr, false);
    QVERIFY2(nodes.is_array() && nodes.size() == 3, nodes.dump(2).c_str());
}

void TestCudaSearch::aCommandAnswers()
{
    std::string source = test::cudaSeed("softmax");
    source.replace(source.find("#define WG 64"), 13, "#define WG 256");
    const fs::path answer = m_folder.path() / "answer.md";
    QVERIFY(writeFileAtomic(answer, "Larger blocks.\n\n```cuda\n" + source + "```\n"));
    const auto search = start({"search", m_task, "--target", "cuda", "--synth",
                               QString::fromStdString("command:cat " + answer.string()), "--steps", "1", "--drafts",
                               "1", "--workers", "1", "--prior", "0", "--json"},
                              m_programs);
    QVERIFY2(codeOf(*search) == 0, search->readAllStandardError());
    const auto summary = nlohmann::json::parse(search->readAllStandardOutput().toStdString(), nullptr, false);
    QVERIFY2(summary.is_object() && summary["nodes"].get<int>() == 2, summary.dump(2).c_str());
}

/// What they take is played; which is the fastest follows from their bytes.
void TestCudaSearch::pyTorchIsAmongTheBaselines()
{
    const auto python = findOnPath("python3");
    if (!python) {
        QSKIP("there is no python3 here");
    }
    qputenv("ESPALIER_PYTHON", python->c_str());
    const fs::path programs = playedPrograms(m_folder.path() / "beside");
    addPython(programs, "A GPU that is played");
    const fs::path task = m_folder.path() / "beside/small";
    test::smallSoftmax(task, true);
    fs::copy_file(ESPALIER_SOURCE_DIR "/resources/tasks/softmax/reference.py", task / "reference.py");
    const QString folder = QString::fromStdString(task.string());
    const auto evaluate =
        start({"evaluate", folder, folder + "/seed.cu", "--target", "cuda", "--json"}, programs, false);
    QVERIFY2(codeOf(*evaluate) >= 0, "it ended");
    const QByteArray said = evaluate->readAllStandardError();
    for (const char* name : {"plain", "compiled", "torch", "torch-compiled", "torch-autotuned"}) {
        QVERIFY2(QRegularExpression(QStringLiteral("baseline %1 +[0-9.]+ (ms|µs)").arg(QLatin1String(name)))
                     .match(QString::fromUtf8(said))
                     .hasMatch(),
                 said);
    }
    QVERIFY2(!said.contains("PyTorch is not among"), said);
    const auto verdict = nlohmann::json::parse(evaluate->readAllStandardOutput().toStdString(), nullptr, false);
    QVERIFY(verdict.is_object());
    qunsetenv("ESPALIER_PYTHON");
}

void TestCudaSearch::withoutPyTorchItSaysSo()
{
    qputenv("ESPALIER_PYTHON", "none");
    const fs::path programs = playedPrograms(m_folder.path() / "alone");
    addPython(programs, "A GPU that is played");
    const fs::path task = m_folder.path() / "alone/small";
    test::smallSoftmax(task, true);
    fs::copy_file(ESPALIER_SOURCE_DIR "/resources/tasks/softmax/reference.py", task / "reference.py");
    const auto search =
        start({"search", QString::fromStdString(task.string()), "--target", "cuda", "--steps", "1"}, programs);
    const int code = codeOf(*search);
    const QByteArray said = search->readAllStandardError();
    QVERIFY2(code == 0, said);
    QVERIFY2(said.contains("PyTorch is not among the baselines: there is no Python with torch and triton"), said);
    qunsetenv("ESPALIER_PYTHON");
}

void TestCudaSearch::withoutAGpuItSaysSo()
{
    const auto found = CudaTarget::device(ESPALIER_BIN_DIR);
    if (found) {
        QSKIP("there is a GPU here");
    }
    const auto search = start({"search", m_task, "--target", "cuda", "--steps", "1"}, ESPALIER_BIN_DIR);
    QCOMPARE(codeOf(*search), 3);
    QVERIFY(search->readAllStandardError().contains("there is no NVIDIA GPU for the target cuda"));
}

QTEST_GUILESS_MAIN(TestCudaSearch)
#include "tst_cudasearch.moc"
