#include "core/base/file.h"
#include "core/task/generator.h"
#include "core/task/halffloat.h"
#include "core/task/kernelrun.h"
#include "core/task/reference.h"
#include "core/task/taskcheck.h"
#include "core/task/variedinputs.h"
#include "taskfixture.h"
#include "tests/task/firstfault.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

void forEachTask()
{
    QTest::addColumn<QString>("name");
    for (const std::string& name : shippedTaskNames()) {
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

void forEachTask(bool half)
{
    QTest::addColumn<QString>("name");
    for (const std::string& name : shippedTaskNames()) {
        if (shippedTask(name).needsGpu() == half) {
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
        }
    }
}

/// The float kept to 11 significant bits, as half precision keeps it.
float rounded(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    return std::isfinite(value) ? std::bit_cast<float>((bits + 0x1000U) & ~0x1fffU) : value;
}

/// Builds a kernel of the task with the flags and returns its library.
std::filesystem::path built(const Task& task, const std::filesystem::path& source, const TemporaryFolder& folder,
                            const std::vector<std::string>& flags)
{
    const std::filesystem::path library = folder.path() / "kernel.so";
    const Result<void> done = buildSharedLibrary(
        {{"task.h", task.header()}, {"candidate.cpp", *readFile(source)}, {"main.cpp", task.entryPoint()}}, flags,
        library, source.string());
    if (!done) {
        qFatal("%s", done.error().sentence().c_str());
    }
    return library;
}

/// How the built kernel differs from the task's own reference.
std::string firstFault(const Task& task, const std::filesystem::path& library)
{
    const auto reference = ReferenceLibrary::load(task);
    return reference ? test::firstFault(task, **reference, library, 77) : reference.error().sentence();
}

/// A worked example: inputs and expected outputs by hand.
struct Example
{
    Task task;
    Dims dims;
    std::vector<const void*> inputs;
    std::vector<std::vector<double>> outputs;
};

/// The reference and the seed both give the example's outputs.
void verify(const Example& example)
{
    const auto reference = ReferenceLibrary::load(example.task);
    QVERIFY2(reference, reference ? "" : reference.error().sentence().c_str());
    const TemporaryFolder folder;
    const auto library = built(example.task, example.task.seedFile(), folder, {"-O2"});
    const auto got = runKernel(example.task, library, example.dims, example.inputs, std::chrono::seconds(5));
    QVERIFY(got);
    const auto expected = (*reference)->expected(example.dims, example.inputs);
    for (std::size_t o = 0; o < example.outputs.size(); ++o) {
        const std::vector<double> answer =
            expected[o].floats.empty() ? std::vector<double>(expected[o].integers.begin(), expected[o].integers.end())
                                       : std::vector<double>(expected[o].floats.begin(), expected[o].floats.end());
        QCOMPARE(answer, example.outputs[o]);
        QVERIFY(!compareOutput(example.task.outputs[o], example.dims, (*got)[o].data(), expected[o], {0, 0, true}));
    }
}

} // namespace

/// The nineteen tasks that come with the program.
class ShippedTasksTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { useCacheOfOurOwn(); }
    void areAllThere();
    void passTheirCheck_data() { forEachTask(); }
    void passTheirCheck();
    void fitTheJudge_data() { forEachTask(); }
    void fitTheJudge();
    void allowReorderedSums_data() { forEachTask(false); }
    void allowReorderedSums();
    void refuseLowerPrecision_data() { forEachTask(); }
    void refuseLowerPrecision();
    void halfTasksJudgeHalfPrecision_data() { forEachTask(true); }
    void halfTasksJudgeHalfPrecision();
    void stepsHandOnHalfPrecision();
    void slicesGiveTheSameAnswer_data() { forEachTask(); }
    void slicesGiveTheSameAnswer();
    void baselinesAgree_data();
    void baselinesAgree();
    void wrongKernelsShow();
    void mapsIds();
    void bucketises();
    void truncatesEvents();
};

void ShippedTasksTest::areAllThere()
{
    QCOMPARE(shippedTaskNames(),
             (std::vector<std::string>{"batch_event_truncate", "conv1d", "conv1d_fp16", "cross_entropy", "cumsum",
                                       "depthwise_conv", "layernorm", "map_id", "matmul", "mbdt", "pffn_fp16",
                                       "pffn_half", "pffn_half_fp16", "rmsnorm", "rmsnorm_backward",
                                       "rmsnorm_backward_fp16", "softmax", "wukong_ofm", "wukong_ofm_fp16"}));
}

void ShippedTasksTest::passTheirCheck()
{
    QFETCH(QString, name);
    const Result<TaskReport> report = checkTask(shippedTask(name.toStdString()).folder);
    QVERIFY2(report, report ? "" : report.error().sentence().c_str());
    QVERIFY2(report->findings.empty(), report->findings.empty() ? "" : report->findings.front().c_str());
}

/// Judging draws, computes and compares every timed call: the cpu cases stay small.
void ShippedTasksTest::fitTheJudge()
{
    QFETCH(QString, name);
    const Task task = shippedTask(name.toStdString());
    QCOMPARE(task.name, name.toStdString());
    for (const Case* c : task.casesOf(CaseRole::Cpu)) {
        std::size_t bytes = 0;
        for (const Tensor& input : task.inputs) {
            bytes += input.bytes(c->dims);
        }
        for (const Tensor& output : task.outputs) {
            bytes += output.bytes(c->dims);
        }
        QVERIFY2(bytes <= 24'000'000, qPrintable(QString::number(bytes)));
    }
}

/// A kernel of the declared precision passes whatever the order of its sums: the seed with every reordering allowed.
void ShippedTasksTest::allowReorderedSums()
{
    QFETCH(QString, name);
    const Task task = shippedTask(name.toStdString());
    const TemporaryFolder folder;
    const std::string fault =
        firstFault(task, built(task, task.seedFile(), folder, {"-O3", "-march=native", "-ffast-math"}));
    QVERIFY2(fault.empty(), fault.c_str());
}

void ShippedTasksTest::baselinesAgree_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("baseline");
    for (const std::string& name : shippedTaskNames()) {
        for (const BaselineSpec& baseline : shippedTask(name).baselines) {
            QTest::newRow((name + ", " + baseline.name).c_str())
                << QString::fromStdString(name) << QString::fromStdString(baseline.name);
        }
    }
}

/// What the agreements above rest on.
void ShippedTasksTest::wrongKernelsShow()
{
    const Task task = shippedTask("softmax");
    const TemporaryFolder folder;
    const std::string fault =
        firstFault(task, built(task, ESPALIER_SOURCE_DIR "/tests/adversarial/cheats/zeros.cpp", folder, {"-O2"}));
    QVERIFY2(fault.find("elements are wrong") != std::string::npos, fault.c_str());
}

/// The vendors' kernels build where their libraries are installed, as bootstrap does, and are right in every case.
void ShippedTasksTest::baselinesAgree()
{
    QFETCH(QString, task);
    QFETCH(QString, baseline);
    const Task loaded = shippedTask(task.toStdString());
    for (const BaselineSpec& spec : loaded.baselines) {
        if (spec.name == baseline.toStdString()) {
            const TemporaryFolder folder;
            const std::string fault = firstFault(loaded, built(loaded, spec.source, folder, spec.link));
            QVERIFY2(fault.empty(), fault.c_str());
        }
    }
}

/// A kernel that keeps its float inputs in half precision does not pass a single cpu case.
void ShippedTasksTest::refuseLowerPrecision()
{
    QFETCH(QString, name);
    const Task task = shippedTask(name.toStdString());
    const auto reference = ReferenceLibrary::load(task);
    QVERIFY(reference);
    for (const Case* c : task.casesOf(CaseRole::Cpu)) {
        Rng rng(78);
        const InputSet inputs(task, c->dims, rng);
        const auto exact = (*reference)->expected(c->dims, inputs.constBuffers());
        bool floats = false;
        for (std::size_t i = 0; i < task.inputs.size(); ++i) {
            if (task.inputs[i].dtype == DType::Float32) {
                floats = true;
                auto* data = static_cast<float*>(inputs.buffers()[i]);
                std::transform(data, data + task.inputs[i].elements(c->dims), data, rounded);
            }
        }
        const auto coarse = (*reference)->expected(c->dims, inputs.constBuffers());
        bool differs = false;
        for (std::size_t o = 0; o < task.outputs.size(); ++o) {
            if (isFloat(task.outputs[o].dtype)) {
                const std::vector<float> got(coarse[o].floats.begin(), coarse[o].floats.end());
                differs = differs || compareOutput(task.outputs[o], c->dims, got.data(), exact[o], task.tolerance);
            } else {
                differs = differs || coarse[o].integers != exact[o].integers;
            }
        }
        QVERIFY(differs || !floats);
    }
}

/// What is computed exactly and rounded to half precision uses nothing of the tolerance; what keeps its inputs in eight
/// bits, 4 of them significant, is refused.
void ShippedTasksTest::halfTasksJudgeHalfPrecision()
{
    QFETCH(QString, name);
    const Task task = shippedTask(name.toStdString());
    const auto reference = ReferenceLibrary::load(task);
    QVERIFY2(reference, reference ? "" : reference.error().sentence().c_str());
    for (const Case* c : task.casesOf(CaseRole::Hidden)) {
        Rng rng(79);
        const InputSet inputs(task, c->dims, rng);
        const auto exact = (*reference)->expected(c->dims, inputs.constBuffers());
        for (std::size_t i = 0; i < task.inputs.size(); ++i) {
            QCOMPARE(task.inputs[i].dtype, DType::Float16);
            auto* data = static_cast<Float16*>(inputs.buffers()[i]);
            std::transform(data, data + task.inputs[i].elements(c->dims), data, [](Float16 value) {
                return Float16::ofBits(static_cast<std::uint16_t>((value.bits() + 0x40U) & ~0x7fU));
            });
        }
        const auto coarse = (*reference)->expected(c->dims, inputs.constBuffers());
        bool differs = false;
        for (std::size_t o = 0; o < task.outputs.size(); ++o) {
            const auto half = [](const ExpectedOutput& output) {
                std::vector<Float16> values;
                for (const double value : output.floats) {
                    values.emplace_back(static_cast<float>(value));
                }
                return values;
            };
            QVERIFY(usedShare(task.outputs[o], half(exact[o]).data(), exact[o], task.tolerance) < 1e-3);
            differs =
                differs || compareOutput(task.outputs[o], c->dims, half(coarse[o]).data(), exact[o], task.tolerance);
        }
        QVERIFY2(differs, c->name.c_str());
    }
}

/// What pffn_fp16's steps hand on may be rounded to half precision, as matrix units want it, and not to less: on inputs
/// whose rows differ the worst of a million elements is off by 3 units of half precision then, or by 30.
void ShippedTasksTest::stepsHandOnHalfPrecision()
{
    const Task task = shippedTask("pffn_fp16");
    const auto reference = ReferenceLibrary::load(task);
    QVERIFY(reference);
    Rng rng(81);
    const Case some{"some", CaseRole::Hidden, {{"batch", 20}, {"n", 200}, {"d", 256}, {"k", 160}}};
    const auto set = drawChecked(task, some, **reference, Variation::Offsets, rng);
    QVERIFY(set);
    for (const std::string type : {"float16", "bfloat16"}) {
        const TemporaryFolder folder;
        std::string source = *readFile(task.referenceFile());
        const std::string step = "normalise(h.data(), k);";
        QVERIFY(source.find(step) != std::string::npos);
        source.insert(source.find(step) + step.size(),
                      "for (double& v : h) { v = " + type + "(static_cast<float>(v)); }");
        Task rounding = task;
        rounding.folder = folder.path();
        QVERIFY(writeFileAtomic(rounding.referenceFile(), source));
        const auto handingOn = ReferenceLibrary::load(rounding);
        QVERIFY2(handingOn, handingOn ? "" : handingOn.error().sentence().c_str());
        const auto answer = (*handingOn)->expected(some.dims, set->inputs.constBuffers());
        const std::vector<Float16> got(answer[0].floats.begin(), answer[0].floats.end());
        QCOMPARE(usedShare(task.outputs[0], got.data(), set->expected[0], task.tolerance) < 0.5, type == "float16");
        QCOMPARE(compareOutput(task.outputs[0], some.dims, got.data(), set->expected[0], task.tolerance).has_value(),
                 type == "bfloat16");
    }
}

/// A sliced reference, on a size that is worth slicing, says what the whole one says.
void ShippedTasksTest::slicesGiveTheSameAnswer()
{
    QFETCH(QString, name);
    Task task = shippedTask(name.toStdString());
    if (task.sliced.empty()) {
        QSKIP("its reference is computed in one piece");
    }
    const auto sliced = ReferenceLibrary::load(task);
    const std::string dim = std::exchange(task.sliced, {});
    const auto whole = ReferenceLibrary::load(task);
    QVERIFY(sliced && whole);
    Dims dims = task.casesOf(CaseRole::Hidden).front()->dims;
    for (auto& [size, value] : dims) {
        value = size == dim ? 1 : value;
    }
    std::int64_t elements = 0;
    for (const Tensor& output : task.outputs) {
        elements += output.elements(dims);
    }
    for (auto& [size, value] : dims) {
        value = size == dim ? 70'000 / elements + 1 : value;
    }
    Rng rng(80);
    const InputSet inputs(task, dims, rng);
    const auto one = (*sliced)->expected(dims, inputs.constBuffers());
    const auto other = (*whole)->expected(dims, inputs.constBuffers());
    for (std::size_t o = 0; o < one.size(); ++o) {
        QCOMPARE(one[o].floats, other[o].floats);
        QCOMPARE(one[o].integers, other[o].integers);
    }
}

void ShippedTasksTest::mapsIds()
{
    const std::vector<std::int64_t> mapping{100, 200, 300, 400, 500};
    const std::vector<std::int64_t> values{100, 300, 500, 200, 999};
    verify({shippedTask("map_id"), {{"ids", 5}, {"count", 5}}, {mapping.data(), values.data()}, {{1, 3, 5, 2, 0}}});
}

void ShippedTasksTest::bucketises()
{
    const auto infinity = static_cast<float>(kInfinity);
    const std::vector<float> borders{.3F, .6F, infinity, .4F, .7F, infinity};
    const std::vector<std::int64_t> offsets{0, 3};
    const std::vector<float> x{.1F, .4F, .8F, .2F, .5F, .9F};
    const Dims dims{{"features", 2}, {"batch", 3}, {"edges", 2}};
    verify({shippedTask("mbdt"), dims, {borders.data(), offsets.data(), x.data()}, {{0, 1, 2, 3, 4, 5}}});
    // Ties go left of their border; infinity goes behind the last one.
    const std::vector<float> ties{.3F, .6F, infinity, .7F, .4F, -infinity};
    verify({shippedTask("mbdt"), dims, {borders.data(), offsets.data(), ties.data()}, {{0, 1, 2, 4, 3, 3}}});
}

void ShippedTasksTest::truncatesEvents()
{
    const std::vector<std::int64_t> outer{3, 4, 1};
    const std::vector<std::int64_t> inner{1, 0, 2, 0, 3, 1, 1, 1, 3, 3, 3, 3}; // the last four belong to nobody
    std::vector<float> values(36, -77);
    std::iota(values.begin(), values.begin() + 9, 1.0F);
    const Dims dims{{"features", 1}, {"users", 3}, {"events", 4}, {"length", 3}, {"keep", 2}};
    std::vector<double> kept{1, 4, 5, 6, 9};
    kept.resize(18, 0);
    verify({shippedTask("batch_event_truncate"),
            dims,
            {outer.data(), inner.data(), values.data()},
            {{2, 2, 1}, {1, 0, 0, 3, 1, 0}, kept}});
}

QTEST_APPLESS_MAIN(ShippedTasksTest)
#include "tst_shippedtasks.moc"
