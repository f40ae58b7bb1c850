#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/process.h"
#include "core/base/temporaryfolder.h"
#include "core/evaluate/target/pythonmachine.h"

#include <QtTest>

#include <string>
#include <vector>

using namespace espalier;
namespace fs = std::filesystem;

namespace {

const char* const kSeed = "baseline-seed";

/// Becomes a process of a worker in Python as far as its files go, then does what it is told.
const std::string kEnter = R"(
import os, sys, types
modules, scratch, cache, launchers, other = sys.argv[1:6]
sys.path.insert(0, modules)
import caches, wire
if not wire.files_can_be_confined():
    sys.exit(77)
helpers = caches.helpers(scratch)
own = caches.of_program(scratch, types.SimpleNamespace(cache=cache, launchers=launchers, compile=""))
seed = os.path.join(scratch, "baseline-seed")
if wire.confine_device(own, [modules], 1 << 30) != 0:
    sys.exit("not confined")

def write(path, text="x"):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)

def refused(what):
    try:
        what()
    except OSError:
        return
    sys.exit("it was let")

def files(folder):
    return sorted(os.path.relpath(os.path.join(at, name), folder) for at, _, names in os.walk(folder) for name in names)

)";

} // namespace

/// What processes of candidates in Python leave to one another. Takes any Python 3, without torch and without a GPU,
/// and a system with Landlock.
class TestPythonCaches : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theSeedKeepsWhatItCompiles();
    void aCandidateTakesLaunchersAlone();
    void whatItTookIsACopy();
    void nothingOfOthersCanBeWritten_data();
    void nothingOfOthersCanBeWritten();
    void nothingIsLeftToTheNextProcess();

private:
    /// The last line that it printed; says so where it failed.
    std::string process(const std::string& cache, const std::string& does, const std::string& other = {});
    std::string seed(const std::string& does) { return process(kSeed, does); }
    std::string candidate(const std::string& does, const std::string& other = {}) { return process({}, does, other); }

    TemporaryFolder m_folder{"espalier-pythoncaches"};
    fs::path m_python;
    fs::path m_modules;
};

void TestPythonCaches::initTestCase()
{
    const fs::path system = "/usr/bin/python3";
    const auto found = fs::exists(system) ? std::optional(system) : findOnPath("python3");
    m_modules = PythonMachine::modules(ESPALIER_BIN_DIR);
    if (!found) {
        QSKIP("there is no python3");
    }
    m_python = *found;
    if (seed("print('in')") == "no Landlock") {
        QSKIP("this system has no Landlock");
    }
    QCOMPARE(seed("write(own + '/a/__triton_launcher.so', 'ours'); write(own + '/a/launcher.c')\n"
                  "write(own + '/b/kernel.cubin'); write(own + '/b/__grp__kernel.json'); write(own + '/note')\n"
                  "print('done')"),
             std::string("done"));
}

std::string TestPythonCaches::process(const std::string& cache, const std::string& does, const std::string& other)
{
    ProcessSpec spec;
    spec.argv = {m_python.string(),
                 "-I",
                 "-S",
                 "-B",
                 "-c",
                 kEnter + does,
                 m_modules.string(),
                 m_folder.path().string(),
                 cache,
                 cache.empty() ? kSeed : "",
                 other};
    spec.timeout = std::chrono::seconds(20);
    const auto run = runProcess(spec);
    if (!run) {
        return run.error().sentence();
    }
    std::string text = run->output;
    while (!text.empty() && text.back() == '\n') {
        text.pop_back();
    }
    if (run->exitCode == 77) {
        return "no Landlock";
    }
    return run->succeeded() ? text.substr(text.rfind('\n') + 1) : "failed: " + text;
}

void TestPythonCaches::theSeedKeepsWhatItCompiles()
{
    QCOMPARE(seed("print(len(files(own)), open(own + '/note').read())"), std::string("5 x"));
}

/// Of Triton's own code, and neither kernels nor anything else.
void TestPythonCaches::aCandidateTakesLaunchersAlone()
{
    QCOMPARE(candidate("print(*files(own))"), std::string("a/__triton_launcher.so"));
}

void TestPythonCaches::whatItTookIsACopy()
{
    QCOMPARE(candidate("write(own + '/a/__triton_launcher.so', 'theirs'); print('done')"), std::string("done"));
    QCOMPARE(seed("print(open(own + '/a/__triton_launcher.so').read())"), std::string("ours"));
    QCOMPARE(candidate("print(open(own + '/a/__triton_launcher.so').read())"), std::string("ours"));
}

void TestPythonCaches::nothingOfOthersCanBeWritten_data()
{
    QTest::addColumn<QString>("does");
    const auto row = [](const char* name, const char* does) { QTest::newRow(name) << QString::fromLatin1(does); };
    row("a launcher of the seed", "write(seed + '/a/__triton_launcher.so')");
    row("a new file of the seed", "write(seed + '/c/__triton_launcher.so')");
    row("our helpers", "write(helpers + '/a/cuda_utils.so')");
    row("beside the folders", "write(scratch + '/note')");
    row("a folder for a program to come", "os.mkdir(scratch + '/baseline-other')");
    row("its file moved there", "write(own + '/n') or os.rename(own + '/n', seed + '/n')");
    row("its file linked there", "write(own + '/n') or os.link(own + '/n', seed + '/n')");
    row("the seed's linked here", "os.link(seed + '/a/__triton_launcher.so', own + '/n')");
    row("through a link", "os.symlink(seed, own + '/l') or write(own + '/l/n')");
    row("the folder replaced", "os.rename(seed, own + '/seed')");
    row("the seed's read", "open(seed + '/note')");
    row("the folders listed", "os.listdir(scratch)");
}

void TestPythonCaches::nothingOfOthersCanBeWritten()
{
    QFETCH(QString, does);
    QCOMPARE(candidate("refused(lambda: " + does.toStdString() + ")\nprint('refused')"), std::string("refused"));
    QCOMPARE(seed("print(len(files(own)), open(own + '/a/__triton_launcher.so').read())"), std::string("5 ours"));
}

/// A candidate that writes an answer down, at every place that the next process of it could look at.
void TestPythonCaches::nothingIsLeftToTheNextProcess()
{
    const std::string first = candidate("for name in ('answer', 'a/answer', 'z/__triton_launcher.so', '.triton/x'):\n"
                                        "    write(own + '/' + name, 'the answer')\n"
                                        "print(own)");
    QVERIFY2(fs::exists(fs::path(first) / "answer"), first.c_str());
    QCOMPARE(candidate("refused(lambda: open(other + '/answer'))\nrefused(lambda: write(other + '/more'))\n"
                       "refused(lambda: os.listdir(other))\nprint(own != other, *files(own))",
                       first),
             std::string("True a/__triton_launcher.so"));
    QCOMPARE(seed("print(len(files(own)))"), std::string("5"));
}

QTEST_GUILESS_MAIN(TestPythonCaches)
#include "tst_pythoncaches.moc"
