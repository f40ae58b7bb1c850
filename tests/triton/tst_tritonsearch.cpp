#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/temporaryfolder.h"
#include "interpreted.h"

#include <QProcess>
#include <QtTest>

#include <csignal>
#include <nlohmann/json.hpp>
#include <set>

using namespace espalier;
namespace fs = std::filesystem;

namespace {

/// The shipped softmax with a case for GPUs that takes no time.
fs::path smallTask(const fs::path& folder)
{
    const fs::path shipped = ESPALIER_SOURCE_DIR "/resources/tasks/softmax";
    auto task = nlohmann::json::parse(*readFile(shipped / "task.json"));
    task.erase("baselines");
    for (auto& one : task["cases"]) {
        if (one["role"] == "gpu") {
            one["dims"] = {{"rows", 33}, {"cols", 65}};
        }
    }
    const fs::path place = folder / "small";
    fs::create_directories(place);
    for (const char* file : {"reference.cpp", "seed.cpp", "seed_triton.py", "reference.py"}) {
        fs::copy_file(shipped / file, place / file);
    }
    if (!writeFileAtomic(place / "task.json", task.dump())) {
        qFatal("cannot write a task");
    }
    return place;
}

/// Espalier's programs with a worker for Triton whose interpreter and GPU are played; `device` is the GPU's name, empty
/// for none.
fs::path playedPrograms(const fs::path& place, const std::string& device)
{
    fs::create_directories(place / "pyworker");
    for (const char* program : {"espalier", "espalier-judge", "espalier-worker"}) {
        fs::copy_file(fs::path(ESPALIER_BIN_DIR) / program, place / program);
    }
    fs::copy_file(ESPALIER_FAKE_WORKER, place / "espalier-pyworker");
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
    return place;
}

bool appears(const fs::path& file, int seconds = 60)
{
    for (int i = 0; i < seconds * 20 && !fs::exists(file); ++i) {
        QTest::qWait(50);
    }
    return fs::exists(file);
}

} // namespace

/// A whole search for the target triton, with candidates that Python reads as ever and a GPU that is played.
class TestTritonSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rulesSearchToTheEnd();
    void aMailboxIsAskedStoppedAndGoneOnWith();
    void withoutAGpuItSaysSo();
    void withoutTorchItSaysSo();
    void withoutASeedItSaysSo();

private:
    /// Starts the program with the store and the words.
    std::unique_ptr<QProcess> start(const QStringList& words, const fs::path& programs,
                                    const QString& python = QString()) const;
    static int codeOf(QProcess& process);
    nlohmann::json documentOf(const QStringList& words) const;
    std::string box(const char* file) const { return *readFile(m_folder.path() / "box" / file); }

    TemporaryFolder m_folder{"espalier-tritonsearch"};
    fs::path m_programs;
    QString m_python;
    QString m_task;
};

void TestTritonSearch::initTestCase()
{
    const auto python = findOnPath("python3");
    if (!python) {
        QSKIP("there is no python3 here");
    }
    m_python = QString::fromStdString(python->string());
    m_programs = playedPrograms(m_folder.path() / "bin", "A GPU that is played");
    m_task = QString::fromStdString(smallTask(m_folder.path()).string());
}

std::unique_ptr<QProcess> TestTritonSearch::start(const QStringList& words, const fs::path& programs,
                                                  const QString& python) const
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("XDG_CACHE_HOME", QString::fromStdString((m_folder.path() / "cache").string()));
    environment.insert("ESPALIER_SHARE", QStringLiteral(ESPALIER_BIN_DIR "/../share/espalier"));
    environment.insert("ESPALIER_PYTHON", python.isEmpty() ? m_python : python);
    process->setProcessEnvironment(environment);
    process->start(QString::fromStdString((programs / "espalier").string()),
                   words + QStringList{"--store", QString::fromStdString((m_folder.path() / "store").string())});
    return process;
}

int TestTritonSearch::codeOf(QProcess& process)
{
    return process.waitForFinished(250'000) && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

nlohmann::json TestTritonSearch::documentOf(const QStringList& words) const
{
    const auto process = start(words + QStringList{"--json"}, m_programs);
    if (codeOf(*process) != 0) {
        qWarning("%s", process->readAllStandardError().constData());
    }
    return nlohmann::json::parse(process->readAllStandardOutput().toStdString(), nullptr, false);
}

void TestTritonSearch::rulesSearchToTheEnd()
{
    const auto summary = documentOf(
        {"search", m_task, "--target", "triton", "--steps", "8", "--drafts", "3", "--workers", "2", "--seed", "4"});
    QVERIFY(summary.is_object());
    QCOMPARE(summary["steps"].get<int>(), 8);
    QVERIFY2(summary["valid"].get<int>() >= 3, summary.dump(2).c_str());
    QVERIFY(summary["best"]["speedup"].get<double>() > 0);
    const std::string baseline = summary["baseline"]["name"].get<std::string>();
    QVERIFY2((std::set<std::string>{"plain", "torch", "compiled", "autotuned"}).contains(baseline), baseline.c_str());
}

/// It is asked for Triton, takes a bare source and edits, and nothing is lost when it is stopped between them.
void TestTritonSearch::aMailboxIsAskedStoppedAndGoneOnWith()
{
    const QString box = QString::fromStdString((m_folder.path() / "box").string());
    auto search = start({"search", m_task, "--target", "triton", "--synth", "mailbox:" + box, "--steps", "2",
                         "--drafts", "1", "--workers", "1", "--prior", "0", "--name", "asked"},
                        m_programs);
    QVERIFY2(appears(m_folder.path() / "box/step-0001/prompt.md"), search->readAllStandardError());
    const std::string prompt = this->box("step-0001/prompt.md");
    for (const char* word :
         {"class TritonModel(torch.nn.Module):", "A GPU that is played, Triton 3.0, torch 2.0",
          "(checked and timed): rows 33, cols 65", "three backquotes and python", "skills", "triton-"}) {
        QVERIFY2(prompt.find(word) != std::string::npos, (std::string(word) + "\n" + prompt).c_str());
    }
    QVERIFY(fs::exists(m_folder.path() / "box/step-0001/parent.py"));
    ::kill(static_cast<pid_t>(search->processId()), SIGINT);
    QCOMPARE(codeOf(*search), 4);

    std::string source = test::tritonSeed("softmax");
    source.insert(source.find("triton.next_power_of_2(cols)") + 28, ", num_warps=8");
    QVERIFY(writeFileAtomic(m_folder.path() / "box/step-0001/answer.py", source));
    search = start({"resume", "last"}, m_programs);
    QVERIFY2(appears(m_folder.path() / "box/step-0002/prompt.md"), search->readAllStandardError());
    QVERIFY(writeFileAtomic(m_folder.path() / "box/step-0002/answer.md",
                            "Fewer warps.\n\n<<<<<<< SEARCH\n        y = torch.empty_like(x)\n=======\n"
                            "        y = torch.empty(x.shape, dtype=x.dtype, device=x.device)\n>>>>>>> REPLACE\n"));
    QVERIFY2(codeOf(*search) == 0, search->readAllStandardError());
    const auto nodes = documentOf({"tree", "last"});
    QVERIFY2(nodes.is_array() && nodes.size() == 3, nodes.dump(2).c_str());
}

void TestTritonSearch::withoutAGpuItSaysSo()
{
    const fs::path programs = playedPrograms(m_folder.path() / "nogpu", "");
    const auto search = start({"search", m_task, "--target", "triton", "--steps", "1"}, programs);
    QCOMPARE(codeOf(*search), 3);
    const QByteArray said = search->readAllStandardError();
    QVERIFY2(said.contains("there is no NVIDIA GPU for a search with the target triton") &&
                 said.contains("the driver shows no GPU"),
             said);
}

void TestTritonSearch::withoutTorchItSaysSo()
{
    const auto search = start({"search", m_task, "--target", "triton", "--steps", "1"}, m_programs, "/bin/false");
    QCOMPARE(codeOf(*search), 3);
    const QByteArray said = search->readAllStandardError();
    QVERIFY2(said.contains("there is no Python with torch and triton") && said.contains("./bootstrap gpu"), said);
}

void TestTritonSearch::withoutASeedItSaysSo()
{
    const fs::path place = m_folder.path() / "seedless";
    fs::copy(m_task.toStdString(), place);
    fs::remove(place / "seed_triton.py");
    const auto search =
        start({"search", QString::fromStdString(place.string()), "--target", "triton", "--steps", "1"}, m_programs);
    QCOMPARE(codeOf(*search), 2);
    const QByteArray said = search->readAllStandardError();
    QVERIFY2(said.contains("has no kernel in Triton to start from"), said);
}

QTEST_GUILESS_MAIN(TestTritonSearch)
#include "tst_tritonsearch.moc"
