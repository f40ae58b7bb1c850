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
    void stagingKeepsAway_data();
    void stagingKeepsAway();
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

void TestDeviceRules::stagingKeepsAway_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<bool>("fits");
    const auto row = [](const char* name, const char* from, const char* to, bool fits = false) {
        QTest::newRow(name) << QString::fromUtf8(from) << QString::fromUtf8(to) << fits;
    };
    row("the seed", "", "", true);
    row("groups wide in the second dimension", "local(WG, 1)", "local(WG, 4)");
    row("groups of eleven there", "local(WG, 1)", "local(WG, 11)");
    row("no guard", "if (j >= n) {", "if (j > n) {");
    row("a return in the loop", "sum += a", "if (p > 7) { return; }\nsum += a");
    row("a break", "sum += a", "if (p > 7) { break; }\nsum += a");
    row("an index of its own", "a[i * k + p]", "a[i * k + p + j * 0]");
    row("a bound of its own", "p < k;", "p < k + j * 0;");
    row("an array that is not constant", "__global const float* a,", "__global float* a,");
    row("its number used before the guard", "if (j >= n) {", "float first = b[j];\nif (j >= n) {");
    row("a store that steps", "c[i * n + j] = sum;", "c[i * n + j] = sum;\nc[i * n + j]++;");
    row("a store after an if without braces", "c[i * n + j] = sum;",
        "if (sum > 0) c[i * n + j] = sum; else c[i * n + j] = sum;");
}

/// What would keep a work-item from a barrier, or differ between those of a group.
void TestDeviceRules::stagingKeepsAway()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(bool, fits);
    const Task task = test::shippedTask("matmul");
    QString source = QString::fromStdString(seedOf(task));
    QVERIFY(source.contains(from));
    source.replace(from, to);
    const auto kernel = parsed(task, source.toStdString());
    QVERIFY2(kernel, kernel ? "" : kernel.error().sentence().c_str());
    const auto& all = rules::deviceTransformations();
    QVERIFY(std::any_of(all.begin(), all.end(), [&](const auto& rule) {
        return rule->name() == "local-staging" && rule->sites(**kernel).empty() != fits;
    }));
}

void TestDeviceRules::rewritingsStayRight_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("rule");
    QTest::addColumn<int>("variant");
    for (const char* name : {"rmsnorm", "layernorm", "softmax", "rmsnorm_backward"}) {
        QTest::addRow("eight wide, %s", name) << QString::fromUtf8(name) << "device-vectors" << 1;
        QTest::addRow("unrolled by four, %s", name) << QString::fromUtf8(name) << "device-unroll" << 1;
    }
    for (const char* name : {"matmul", "rmsnorm", "layernorm", "wukong_ofm", "pffn_half"}) {
        QTest::addRow("staged, %s", name) << QString::fromUtf8(name) << "local-staging" << 0;
    }
}

/// On all loops that it fits.
void TestDeviceRules::rewritingsStayRight()
{
    if (const std::string why = test::whyNoDevice(); !why.empty()) {
        QSKIP(why.c_str());
    }
    QFETCH(QString, task);
    QFETCH(QString, rule);
    QFETCH(int, variant);
    const Task loaded = test::shippedTask(task.toStdString());
    auto evaluator = test::openDevice(loaded);
    QVERIFY2(evaluator, evaluator ? "" : evaluator.error().sentence().c_str());
    Rng rng(1);
    const auto& all = rules::deviceTransformations();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one->name() == rule.toStdString(); });
    QVERIFY(found != all.end());
    std::string source = seedOf(loaded);
    int applied = 0;
    for (int round = 0; round < 6; ++round) {
        const auto kernel = parsed(loaded, source);
        QVERIFY2(kernel, (kernel ? "" : kernel.error().sentence() + "\n" + source).c_str());
        auto sites = (*found)->sites(**kernel);
        std::erase_if(sites, [&](const rules::Site& site) { return site.variant != variant; });
        if (sites.empty()) {
            break;
        }
        const auto rewritten = (*found)->apply(**kernel, sites.front(), rng);
        QVERIFY(rewritten);
        source = *rewritten;
        ++applied;
    }
    QVERIFY(applied > 0);
    const Evaluation evaluation = test::evaluateDevice(**evaluator, source);
    QVERIFY2(isValid(evaluation.verdict), (evaluation.reason + "\n" + evaluation.build.log + "\n" + source).c_str());
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
        Transcript transcript;
        const auto made = RulesSynthesizer().synthesize(prompt, transcript, {});
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
