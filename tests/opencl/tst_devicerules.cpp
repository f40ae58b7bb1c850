#include "core/base/file.h"
#include "core/synthesis/rules/device/deviceregistry.h"
#include "core/synthesis/rules/parsecandidate.h"
#include "core/synthesis/rules/tunables.h"
#include "core/synthesis/rulessynthesizer.h"
#include "devicefixture.h"

#include <QtTest>

using namespace espalier;

namespace {

std::string seedOf(const Task& task)
{
    const auto text = readFile(task.deviceSeedFile());
    return text ? *text : std::string();
}

Result<std::shared_ptr<const rules::Kernel>> parsed(const Task& task, const std::string& source)
{
    return rules::parseCandidate(Candidate{"opencl", "opencl", {}, source}, task);
}

} // namespace

/// The rules for OpenCL C: each rewriting is built, run and compared with the reference by the real judge.
class TestDeviceRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allSeedsAreRead();
    void loopsThatDoNotFitAreLeftAlone_data();
    void loopsThatDoNotFitAreLeftAlone();
    void rewritingsStayRight_data();
    void rewritingsStayRight();
    void stepsLeadBeyondTheSeed();
};

void TestDeviceRules::allSeedsAreRead()
{
    for (const char* name :
         {"batch_event_truncate", "conv1d", "cross_entropy", "cumsum", "depthwise_conv", "layernorm", "map_id",
          "matmul", "mbdt", "pffn_half", "rmsnorm", "rmsnorm_backward", "softmax", "wukong_ofm"}) {
        const Task task = test::shippedTask(name);
        const auto kernel = parsed(task, seedOf(task));
        QVERIFY2(kernel, (std::string(name) + (kernel ? "" : ": " + kernel.error().sentence())).c_str());
        for (const rules::Tunable& tunable : rules::tunablesIn(**kernel)) {
            const std::string other = rules::withTunable(**kernel, tunable, 128);
            QVERIFY2(other.find("#define " + tunable.name + " 128 // tune:") != std::string::npos, other.c_str());
        }
    }
}

void TestDeviceRules::loopsThatDoNotFitAreLeftAlone_data()
{
    QTest::addColumn<QString>("body");
    const auto row = [](const char* name, const char* body) { QTest::newRow(name) << QString::fromUtf8(body); };
    row("a running sum that is stored", "sum += x[c]; y[c] = sum;");
    row("a stride", "sum += x[c * cols];");
    row("the index as a number", "sum += x[c] * (float)c;");
    row("a shifted read of what is written", "y[c] = x[c]; y[c + 1] = x[c];");
    row("a condition", "if (x[c] > sum) { sum = x[c]; }");
    row("a product", "sum *= x[c];");
}

void TestDeviceRules::loopsThatDoNotFitAreLeftAlone()
{
    QFETCH(QString, body);
    const std::string source =
        "// launch: rmsnorm global(rows) local(1) args(x, w, y, rows, cols)\n"
        "__kernel void rmsnorm(__global const float* x, __global const float* w, __global float* "
        "y, long rows, long cols)\n{\n    float sum = 0;\n    for (long c = 0; c < cols; ++c) {\n" +
        body.toStdString() + "\n}\n    y[0] = sum;\n}\n";
    const Task task = test::shippedTask("rmsnorm");
    const auto kernel = parsed(task, source);
    QVERIFY2(kernel, kernel ? "" : kernel.error().sentence().c_str());
    for (const auto& rule : rules::deviceTransformations()) {
        QVERIFY(rule->name() != "device-vectors" || rule->sites(**kernel).empty());
    }
}

void TestDeviceRules::rewritingsStayRight_data()
{
    QTest::addColumn<QString>("task");
    for (const char* name : {"rmsnorm", "layernorm", "softmax", "rmsnorm_backward"}) {
        QTest::newRow(name) << QString::fromUtf8(name);
    }
}

/// Vectors of eight on all loops that they fit, then unrolling by four.
void TestDeviceRules::rewritingsStayRight()
{
    if (const std::string why = test::whyNoDevice(); !why.empty()) {
        QSKIP(why.c_str());
    }
    QFETCH(QString, task);
    const Task loaded = test::shippedTask(task.toStdString());
    auto evaluator = test::openDevice(loaded);
    QVERIFY2(evaluator, evaluator ? "" : evaluator.error().sentence().c_str());
    Rng rng(1);
    for (const auto& rule : rules::deviceTransformations()) {
        std::string source = seedOf(loaded);
        int applied = 0;
        for (int round = 0; round < 6; ++round) {
            const auto kernel = parsed(loaded, source);
            QVERIFY2(kernel, (kernel ? "" : kernel.error().sentence() + "\n" + source).c_str());
            auto sites = rule->sites(**kernel);
            std::erase_if(sites, [](const rules::Site& site) { return site.variant != 1; });
            if (sites.empty()) {
                break;
            }
            const auto rewritten = rule->apply(**kernel, sites.front(), rng);
            QVERIFY(rewritten);
            source = *rewritten;
            ++applied;
        }
        QVERIFY2(applied > 0, rule->name().c_str());
        const Evaluation evaluation = test::evaluateDevice(**evaluator, source);
        QVERIFY2(isValid(evaluation.verdict),
                 (rule->name() + ": " + evaluation.reason + "\n" + evaluation.build.log + "\n" + source).c_str());
    }
}

/// Twelve steps of the rules on rmsnorm, each from the best so far, end with a kernel that is faster than the seed with
/// an interval that excludes chance.
void TestDeviceRules::stepsLeadBeyondTheSeed()
{
    if (const std::string why = test::whyNoDevice(); !why.empty()) {
        QSKIP(why.c_str());
    }
    const auto task = std::make_shared<const Task>(test::shippedTask("rmsnorm"));
    auto evaluator = test::openDevice(*task);
    QVERIFY2(evaluator, evaluator ? "" : evaluator.error().sentence().c_str());
    const Candidate seed{"opencl", "opencl", {}, seedOf(*task)};
    Candidate best = seed;
    double bestFitness = 0;
    double bestOverSeed = 0;
    for (int step = 0; step < 12; ++step) {
        Prompt prompt;
        prompt.task = task;
        prompt.edge = step < 4 ? EdgeKind::Draft : EdgeKind::Refine;
        prompt.parent = step < 4 ? seed : best;
        prompt.seed = static_cast<std::uint64_t>(step + 1);
        const auto made = RulesSynthesizer().synthesize(prompt, {});
        if (!made) {
            continue;
        }
        const Evaluation evaluation = (*evaluator)->evaluate(made->candidate, [](std::string_view) {}, {});
        qInfo("%s: %s, %.2f over the seed", made->summary.c_str(), evaluation.reason.c_str(), evaluation.seedSpeedup);
        QVERIFY2(isValid(evaluation.verdict), (evaluation.reason + "\n" + made->candidate.source).c_str());
        if (evaluation.fitness() > bestFitness) {
            bestFitness = evaluation.fitness();
            bestOverSeed = evaluation.seedSpeedup;
            best = made->candidate;
        }
    }
    QVERIFY2(bestOverSeed > 1.2, std::to_string(bestOverSeed).c_str());
}

QTEST_GUILESS_MAIN(TestDeviceRules)
#include "tst_devicerules.moc"
