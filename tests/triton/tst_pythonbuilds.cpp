#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/temporaryfolder.h"
#include "core/evaluate/sandbox/sandbox.h"
#include "core/evaluate/target/tritontarget.h"
#include "interpreted.h"

#include <QtTest>

#include <nlohmann/json.hpp>

using namespace espalier;

namespace {

const std::string kKernel = R"(import torch
import triton
import triton.language as tl


@triton.jit
def kernel(x, y):
    tl.store(y, tl.load(x))

)";

const std::string kModel = R"(
class TritonModel(torch.nn.Module):
    def forward(self, x):
        return x.clone()
)";

} // namespace

/// What is made of a candidate in Python before anything of it runs. Takes any Python 3, without torch.
class TestPythonBuilds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatIsRefused_data();
    void whatIsRefused();
    void whatAWorkerIsGiven();
    void onlyWhatIsOursKeepsWhatIsCompiled();

private:
    BuildOutcome built(const Candidate& candidate);

    TemporaryFolder m_folder{"espalier-pythonbuilds"};
    std::unique_ptr<PythonToolchain> m_toolchain;
};

void TestPythonBuilds::initTestCase()
{
    const auto python = findOnPath("python3");
    if (!python) {
        QSKIP("there is no python3");
    }
    const std::filesystem::path system = "/usr/bin/python3";
    const std::filesystem::path chosen = std::filesystem::exists(system) ? system : *python;
    const std::filesystem::path bin = ESPALIER_BIN_DIR;
    m_toolchain =
        std::make_unique<PythonToolchain>(test::shippedTask("softmax"), m_folder.path(), bin / "espalier-pyworker",
                                          examineSandbox(bin / "espalier-worker", findBubblewrap()),
                                          Interpreter{chosen, PythonMachine::modules(bin), {}, m_folder.path()});
}

BuildOutcome TestPythonBuilds::built(const Candidate& candidate)
{
    return m_toolchain->build(candidate);
}

void TestPythonBuilds::whatIsRefused_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* name, const std::string& source, const char* verdict, const char* word) {
        QTest::newRow(name) << QString::fromStdString(source) << QString::fromLatin1(verdict)
                            << QString::fromLatin1(word);
    };
    row("no Python", kKernel + "class TritonModel(:\n", "build_failed", "Python refused it: line 10");
    row("no model", kKernel, "build_failed", "no class TritonModel and no class ModelNew");
    row("no kernel", "import torch\n" + kModel, "build_failed", "it has no kernel");
    row("ctypes", "import ctypes\n" + kKernel + kModel, "blocked", "it imports ctypes");
    row("a part of it", "from subprocess import run\n" + kKernel + kModel, "blocked", "it imports subprocess");
    row("torch replaced", kKernel + "torch.cuda.Event = object\n" + kModel, "blocked", "torch.cuda.Event (line 10)");
    row("under another name", "import torch as t\n" + kKernel + "t.empty = object\n" + kModel, "blocked", "t.empty");
    row("nested without end", kKernel + "x = " + std::string(5000, '(') + "\n" + kModel, "build_failed", "");
    row("a zero byte", kKernel + std::string(1, '\0') + kModel, "build_failed", "");
}

void TestPythonBuilds::whatIsRefused()
{
    QFETCH(QString, source);
    QFETCH(QString, verdict);
    QFETCH(QString, word);
    const BuildOutcome outcome = built(TritonTarget::plain(source.toStdString()));
    QVERIFY(!outcome.library);
    QCOMPARE(std::string(toText(outcome.verdict)), verdict.toStdString());
    QVERIFY2(outcome.reason.find(word.toStdString()) != std::string::npos, outcome.reason.c_str());
}

void TestPythonBuilds::whatAWorkerIsGiven()
{
    const auto language = [this](const std::string& source) {
        const BuildOutcome outcome = built(TritonTarget::plain(source));
        const auto bytes = outcome.library ? readFile(*outcome.library) : Result<std::string>(Error{});
        return bytes ? nlohmann::json::parse(*bytes).at("language").get<std::string>() : outcome.reason;
    };
    QCOMPARE(language(kKernel + kModel), std::string("triton"));
    QCOMPARE(language("import torch\nimport tilelang\n" + kModel), std::string("tilelang"));
    QCOMPARE(language("# language: other\nimport torch\nimport other\n" + kModel), std::string("other"));
    QCOMPARE(language("# language: tlx\nimport torch\nfrom triton.language.extra import tlx\n" + kModel),
             std::string("tlx"));
    const std::string unknown = "it says that its language is math and imports nothing of that name";
    QCOMPARE(language("# language: math\nimport torch\nimport math\n" + kModel), unknown);
    // Settings are not replaced names.
    QCOMPARE(language(kKernel + "torch.backends.cuda.matmul.allow_tf32 = False\n" + kModel), std::string("triton"));
    QVERIFY(!built({"cpp", "g++", {}, kKernel + kModel}).library);
    QVERIFY(!built({"triton", "python", {"-O3"}, kKernel + kModel}).library);
}

void TestPythonBuilds::onlyWhatIsOursKeepsWhatIsCompiled()
{
    const std::string reference = "import torch\nclass PytorchModel(torch.nn.Module):\n    pass\n";
    const auto document = [this](const Candidate& candidate) {
        const BuildOutcome outcome = built(candidate);
        const auto bytes = outcome.library ? readFile(*outcome.library) : Result<std::string>(Error{});
        return bytes ? nlohmann::json::parse(*bytes) : nlohmann::json();
    };
    const auto eager = document({"torch", "python", {}, reference});
    const auto tuned = document({"torch", "python", {"max-autotune-no-cudagraphs"}, reference});
    QCOMPARE(tuned.at("compile").get<std::string>(), std::string("max-autotune-no-cudagraphs"));
    QVERIFY(eager.at("compile_at").empty());
    QCOMPARE(tuned.at("compile_at").dump(), std::string("[[4096,8192]]"));
    QVERIFY(!eager.at("cache").get<std::string>().empty() && eager.at("cache") != tuned.at("cache"));
    const auto seed = document(TritonTarget::plain(test::tritonSeed("softmax")));
    QVERIFY(seed.at("cache").get<std::string>().starts_with("baseline-") && seed.at("cache") != eager.at("cache"));
    QVERIFY(seed.at("launchers").get<std::string>().empty());
    // A candidate keeps nothing, however little it differs, and takes the seed's launchers.
    for (const std::string& source : {kKernel + kModel, test::tritonSeed("softmax") + "\n"}) {
        const auto candidate = document(TritonTarget::plain(source));
        QCOMPARE(candidate.at("cache").get<std::string>(), std::string());
        QCOMPARE(candidate.at("launchers").get<std::string>(), seed.at("cache").get<std::string>());
    }
}

QTEST_GUILESS_MAIN(TestPythonBuilds)
#include "tst_pythonbuilds.moc"
