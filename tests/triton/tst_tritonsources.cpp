#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/process.h"
#include "core/base/temporaryfolder.h"
#include "core/evaluate/target/tritontarget.h"
#include "core/synthesis/codepatterns.h"
#include "core/synthesis/rules/triton/tritonregistry.h"
#include "core/synthesis/rules/triton/tritonrule.h"
#include "core/synthesis/rulessynthesizer.h"
#include "core/task/tasklibrary.h"
#include "interpreted.h"

#include <QtTest>

using namespace espalier;
namespace fs = std::filesystem;

namespace {

/// Python's word on every file of a folder: empty where all are Python.
std::string whyNotPython(const fs::path& folder)
{
    ProcessSpec spec;
    spec.argv = {findOnPath("python3")->string(), "-I", "-c",
                 "import ast, glob, sys\n"
                 "for name in sorted(glob.glob(sys.argv[1] + '/*.py')):\n"
                 "    try:\n"
                 "        ast.parse(open(name).read())\n"
                 "    except SyntaxError as error:\n"
                 "        print(name, error)\n",
                 folder.string()};
    spec.timeout = std::chrono::seconds(120);
    const auto run = runProcess(spec);
    return !run ? run.error().sentence() : !run->succeeded() ? "python3 failed: " + run->output : run->output;
}

} // namespace

/// What the rules for Triton make of the seeds of all tasks, alone and one after the other, stays Python.
class TestTritonSources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRuleFindsAPlaceInSomeSeed();
    void whatIsMadeOfSeedsIsPython_data();
    void whatIsMadeOfSeedsIsPython();
    void draftsAndRefinementsArePython();
    void kernelsShowTheirPatterns();

private:
    TemporaryFolder m_folder{"espalier-tritonsources"};
};

void TestTritonSources::everyRuleFindsAPlaceInSomeSeed()
{
    for (const auto& rule : rules::tritonTransformations()) {
        std::string where;
        for (const std::string& name : taskNames(ESPALIER_SOURCE_DIR "/resources/tasks")) {
            const auto kernel = rules::parseTritonKernel(test::tritonSeed(name));
            QVERIFY2(kernel, name.c_str());
            const std::size_t sites = rule->sites(**kernel).size();
            where += sites > 0 ? " " + name + " " + std::to_string(sites) : "";
        }
        qInfo("%s:%s", rule->name().c_str(), where.c_str());
        QVERIFY2(!where.empty(), rule->name().c_str());
    }
}

void TestTritonSources::whatIsMadeOfSeedsIsPython_data()
{
    QTest::addColumn<QString>("task");
    for (const std::string& name : taskNames(ESPALIER_SOURCE_DIR "/resources/tasks")) {
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

/// Every rule at every place of every seed.
void TestTritonSources::whatIsMadeOfSeedsIsPython()
{
    QFETCH(QString, task);
    if (!findOnPath("python3")) {
        QSKIP("there is no python3 here");
    }
    const fs::path folder = m_folder.path() / task.toStdString();
    fs::create_directories(folder);
    const auto kernel = rules::parseTritonKernel(test::tritonSeed(task.toStdString()));
    QVERIFY2(kernel, kernel ? "" : kernel.error().sentence().c_str());
    Rng rng(1);
    int number = 0;
    for (const auto& rule : rules::tritonTransformations()) {
        for (const rules::Site& site : rule->sites(**kernel)) {
            const auto made = rule->apply(**kernel, site, rng);
            QVERIFY2(made, made ? "" : made.error().sentence().c_str());
            QVERIFY2(*made != (*kernel)->source && rules::parseTritonKernel(*made), made->c_str());
            QVERIFY(writeFileAtomic(folder / (rule->name() + "-" + std::to_string(number++) + ".py"), *made));
        }
    }
    QVERIFY(number > 0);
    const std::string why = whyNotPython(folder);
    QVERIFY2(why.empty(), why.c_str());
}

void TestTritonSources::draftsAndRefinementsArePython()
{
    if (!findOnPath("python3")) {
        QSKIP("there is no python3 here");
    }
    const RulesSynthesizer rules;
    const fs::path folder = m_folder.path() / "chains";
    fs::create_directories(folder);
    int made = 0;
    for (const std::string& name : taskNames(ESPALIER_SOURCE_DIR "/resources/tasks")) {
        const auto task = std::make_shared<const Task>(test::shippedTask(name));
        for (std::uint64_t seed = 0; seed < 6; ++seed) {
            Prompt prompt;
            prompt.task = task;
            prompt.parent = TritonTarget::plain(test::tritonSeed(name));
            prompt.edge = EdgeKind::Draft;
            std::set<std::string> sources{prompt.parent.source};
            for (int step = 0; step < 5; ++step) {
                prompt.seed = seed * 100 + static_cast<std::uint64_t>(step);
                Transcript transcript;
                const auto child = rules.synthesize(prompt, transcript, {});
                QVERIFY2(child || child.error().kind == ErrorKind::Answer,
                         child ? "" : child.error().sentence().c_str());
                if (!child) {
                    continue;
                }
                QCOMPARE(child->candidate.language, std::string("triton"));
                QVERIFY(child->candidate.options.empty());
                QVERIFY(!child->skills.empty() && child->summary.find("triton-") != std::string::npos);
                QVERIFY(child->candidate.source != prompt.parent.source);
                QVERIFY2(child->summary.find("triton-warps: ") == child->summary.rfind("triton-warps: "),
                         child->summary.c_str());
                prompt.parent = child->candidate;
                prompt.edge = step == 2 ? EdgeKind::Merge : EdgeKind::Refine;
                prompt.other = step == 2 ? std::optional(child->candidate) : std::nullopt;
                QVERIFY(
                    writeFileAtomic(folder / (name + "-" + std::to_string(made++) + ".py"), child->candidate.source));
            }
        }
    }
    QVERIFY(made > 300);
    const std::string why = whyNotPython(folder);
    QVERIFY2(why.empty(), why.c_str());
}

void TestTritonSources::kernelsShowTheirPatterns()
{
    const Task task = test::shippedTask("matmul");
    QCOMPARE(codePatterns(TritonTarget::plain(test::tritonSeed("matmul")), task),
             (std::set<std::string>{"loop", "tile-product"}));
    QCOMPARE(codePatterns(TritonTarget::plain(test::tritonSeed("softmax")), task),
             (std::set<std::string>{"reduction"}));
    QVERIFY(codePatterns(TritonTarget::plain("def f(:\n"), task).empty());
}

QTEST_GUILESS_MAIN(TestTritonSources)
#include "tst_tritonsources.moc"
