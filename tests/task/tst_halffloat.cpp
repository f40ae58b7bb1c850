#include "core/task/comparison.h"
#include "core/task/generator.h"
#include "core/task/halffloat.h"
#include "core/task/tasklibrary.h"
#include "core/task/triviality.h"
#include "core/task/variedinputs.h"
#include "taskfixture.h"

#include <QTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// Of bits with `exponentBits` of exponent, by the definition in IEEE 754.
double valueByDefinition(std::uint16_t bits, int exponentBits)
{
    const int fractionBits = 15 - exponentBits;
    const int exponent = (bits & 0x7fff) >> fractionBits;
    const double fraction = std::ldexp(bits & ((1 << fractionBits) - 1), -fractionBits);
    const int bias = (1 << (exponentBits - 1)) - 1;
    const double sign = bits & 0x8000 ? -1 : 1;
    if (exponent == (1 << exponentBits) - 1) {
        return fraction == 0 ? sign * static_cast<double>(kInfinity) : std::nan("");
    }
    return sign * (exponent == 0 ? std::ldexp(fraction, 1 - bias) : std::ldexp(1 + fraction, exponent - bias));
}

/// Every number of the type is read as what it is and rounds to itself; what lies between two neighbours rounds to the
/// nearer, the middle to the even one.
template <class Half>
void verifyAll(int exponentBits)
{
    for (std::uint32_t i = 0; i < 65'536; ++i) {
        const auto bits = static_cast<std::uint16_t>(i);
        const double value = valueByDefinition(bits, exponentBits);
        const float read = Half::ofBits(bits);
        if (std::isnan(value)) {
            QVERIFY(std::isnan(read));
            QVERIFY(std::isnan(static_cast<float>(Half(read))));
            continue;
        }
        QCOMPARE(static_cast<double>(read), value);
        QCOMPARE(std::signbit(read), std::signbit(value));
        QCOMPARE(Half(read).bits(), bits);
        const auto next = static_cast<std::uint16_t>(bits + 1);
        const double above = valueByDefinition(next, exponentBits);
        if (std::isinf(value) || !std::isfinite(above)) {
            continue;
        }
        const auto middle = static_cast<float>((value + above) / 2); // exact: a float has more digits than both
        if (static_cast<double>(middle) != (value + above) / 2) {
            continue; // but for the smallest of bfloat16, which has a float's exponents
        }
        QCOMPARE(Half(middle).bits(), bits % 2 == 0 ? bits : next);
        QCOMPARE(Half(std::nextafter(middle, read)).bits(), bits);
        QCOMPARE(Half(std::nextafter(middle, static_cast<float>(above))).bits(), next);
    }
}

/// y = 2x + b in a 16-bit type, with no tolerance, for a GPU.
struct HalfTask
{
    explicit HalfTask(const std::string& dtype)
    {
        for (const char* list : {"inputs", "outputs"}) {
            for (auto& tensor : fixture.json[list]) {
                tensor["dtype"] = dtype;
            }
        }
        fixture.json["cases"][1]["role"] = "gpu";
        fixture.json["tolerance"] = {{"rtol", 0}, {"scale", 0}};
        fixture.reference = "#include <cstdint>\nvoid twice_reference(const " + dtype + "* x, const " + dtype +
                            "* b, double* y, int64_t rows, int64_t cols)\n"
                            "{ for (int64_t i = 0; i < rows * cols; ++i) { y[i] = 2.0 * x[i] + b[i % cols]; } }\n";
        fixture.write();
        if (!writeFileAtomic(fixture.folder() / "seed.cu", "")) {
            qFatal("cannot write a task");
        }
        const Result<Task> loaded = loadTask(fixture.folder());
        if (!loaded) {
            qFatal("%s", loaded.error().sentence().c_str());
        }
        task = *loaded;
    }

    TaskFixture fixture;
    Task task;
};

} // namespace

/// Numbers of 16 bits: what they are, how they are drawn, varied and compared.
class HalfFloatTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { useCacheOfOurOwn(); }
    void everyFloat16();
    void everyBFloat16();
    void endsOfTheRange();
    void drawnAsFloatsAndRounded();
    void exactlyComputedIsRight_data();
    void exactlyComputedIsRight();
    void variationsFit();
    void sumsInHalfPrecisionAreFoundOut();
};

void HalfFloatTest::everyFloat16()
{
    verifyAll<Float16>(5);
}

void HalfFloatTest::everyBFloat16()
{
    verifyAll<BFloat16>(8);
}

void HalfFloatTest::endsOfTheRange()
{
    QCOMPARE(Float16(65519.996F).bits(), std::uint16_t{0x7bff});
    QCOMPARE(Float16(65520.0F).bits(), std::uint16_t{0x7c00});
    QCOMPARE(Float16(-1e30F).bits(), std::uint16_t{0xfc00});
    QCOMPARE(Float16(kInfinity).bits(), std::uint16_t{0x7c00});
    QCOMPARE(Float16(0x1p-25F).bits(), std::uint16_t{0});
    QCOMPARE(Float16(std::nextafter(0x1p-25F, 1.0F)).bits(), std::uint16_t{1});
    QCOMPARE(Float16(-0.0F).bits(), std::uint16_t{0x8000});
    QCOMPARE(BFloat16(std::numeric_limits<float>::max()).bits(), std::uint16_t{0x7f80});
    // A NaN whose payload lies only in what is cut off stays one.
    QVERIFY(std::isnan(static_cast<float>(Float16(std::bit_cast<float>(0x7f800001U)))));
    QVERIFY(std::isnan(static_cast<float>(BFloat16(std::bit_cast<float>(0xff800001U)))));
    for (const auto& [dtype, largest] : {std::pair(DType::Float16, 0x7bff), std::pair(DType::BFloat16, 0x7f7f)}) {
        const int exponentBits = dtype == DType::Float16 ? 5 : 8;
        QCOMPARE(rangeOf(dtype).largest, valueByDefinition(static_cast<std::uint16_t>(largest), exponentBits));
        QCOMPARE(rangeOf(dtype).underflow, valueByDefinition(1, exponentBits) / 2);
        QCOMPARE(rangeOf(dtype).smallestNormal,
                 valueByDefinition(static_cast<std::uint16_t>(1 << (15 - exponentBits)), exponentBits));
    }
}

/// The same numbers that a float32 task draws.
void HalfFloatTest::drawnAsFloatsAndRounded()
{
    const HalfTask made("float16");
    const Task& half = made.task;
    TaskFixture fixture;
    fixture.write();
    const Result<Task> whole = loadTask(fixture.folder());
    QVERIFY(whole);
    const Dims dims{{"rows", 9}, {"cols", 41}};
    Rng one(4);
    Rng other(4);
    const InputSet halves(half, dims, one);
    const InputSet floats(*whole, dims, other);
    for (std::size_t i = 0; i < 2; ++i) {
        for (std::int64_t e = 0; e < half.inputs[i].elements(dims); ++e) {
            QCOMPARE(static_cast<const Float16*>(halves.buffers()[i])[e].bits(),
                     Float16(static_cast<const float*>(floats.buffers()[i])[e]).bits());
        }
    }
}

void HalfFloatTest::exactlyComputedIsRight_data()
{
    QTest::addColumn<QString>("dtype");
    QTest::newRow("float16") << QStringLiteral("float16");
    QTest::newRow("bfloat16") << QStringLiteral("bfloat16");
}

/// Even with no tolerance at all; the number beside it is wrong.
void HalfFloatTest::exactlyComputedIsRight()
{
    QFETCH(QString, dtype);
    const HalfTask made(dtype.toStdString());
    const Task& task = made.task;
    const Dims dims{{"rows", 40}, {"cols", 50}};
    const auto reference = ReferenceLibrary::load(task);
    QVERIFY(reference);
    Rng rng(6);
    const InputSet inputs(task, dims, rng);
    const ExpectedOutput expected = (*reference)->expected(dims, inputs.constBuffers()).front();
    std::vector<std::uint16_t> got;
    for (const double value : expected.floats) {
        const auto single = static_cast<float>(value);
        got.push_back(dtype == QLatin1String("float16") ? Float16(single).bits() : BFloat16(single).bits());
    }
    QVERIFY(!compareOutput(task.outputs[0], dims, got.data(), expected, task.tolerance));
    QVERIFY(isWithin(task.outputs[0], got.data(), expected, task.tolerance, 0, got.size()));
    const Tolerance wide{1e-3, 1e-3};
    QVERIFY(usedShare(task.outputs[0], got.data(), expected, wide) < 1e-3);
    got[77] = static_cast<std::uint16_t>(got[77] + 2);
    const auto mismatch = compareOutput(task.outputs[0], dims, got.data(), expected, task.tolerance);
    QVERIFY(mismatch);
    QCOMPARE(mismatch->first, std::int64_t{77});
    QVERIFY(usedShare(task.outputs[0], got.data(), expected, wide) > 0.1);
    QVERIFY(trivialPasses(task, **reference, 3).empty());
}

/// Where 1000 times as much would be infinite in float16.
void HalfFloatTest::variationsFit()
{
    const Task task = shippedTask("conv1d_fp16");
    const auto reference = ReferenceLibrary::load(task);
    QVERIFY(reference);
    for (const Variation variation : task.variations) {
        Rng rng(8);
        int fair = 0;
        for (int draw = 0; draw < 4; ++draw) {
            for (const Case* c : task.casesOf(CaseRole::Hidden)) {
                fair += drawChecked(task, *c, **reference, variation, rng) ? 1 : 0;
            }
        }
        // With subnormal inputs some sum is nearly always small enough for a flush to zero to show: one draw in seven.
        const int fewest = variation == Variation::Denormals ? 1 : 18;
        QVERIFY2(fair >= fewest, std::string(toText(variation)).c_str());
    }
    const Dims dims{{"batch", 3}, {"channels_in", 7}, {"channels_out", 11}, {"length", 29}};
    Rng rng(5);
    const InputSet inputs(task, dims, rng);
    const auto* x = static_cast<const Float16*>(inputs.buffers()[0]);
    const float before = x[3];
    vary(task, Variation::Large, dims, inputs.buffers(), rng);
    QCOMPARE(static_cast<float>(x[3]), 16 * before);
    vary(task, Variation::Denormals, dims, inputs.buffers(), rng);
    int subnormal = 0;
    for (int i = 0; i < 3 * 7 * 29; ++i) {
        subnormal += (x[i].bits() & 0x7c00) == 0 ? 1 : 0;
    }
    QVERIFY(subnormal > 100 && subnormal < 220);
}

/// A convolution that adds in float and rounds once is right; one that rounds each of its 291 sums is not.
void HalfFloatTest::sumsInHalfPrecisionAreFoundOut()
{
    const Task task = shippedTask("conv1d_fp16");
    const auto reference = ReferenceLibrary::load(task);
    QVERIFY(reference);
    const auto hidden = task.casesOf(CaseRole::Hidden);
    const auto found = std::ranges::find(hidden, "off a tile", &Case::name);
    QVERIFY(found != hidden.end());
    const Dims& dims = (*found)->dims;
    const std::int64_t channels = dims[1].second;
    const std::int64_t outputs = dims[2].second;
    const std::int64_t length = dims[3].second;
    Rng rng(12);
    const InputSet inputs(task, dims, rng);
    const auto* x = static_cast<const Float16*>(inputs.buffers()[0]);
    const auto* w = static_cast<const Float16*>(inputs.buffers()[1]);
    const auto* bias = static_cast<const Float16*>(inputs.buffers()[2]);
    std::vector<Float16> single;
    std::vector<Float16> half;
    for (std::int64_t row = 0; row < dims[0].second * outputs; ++row) {
        for (std::int64_t t = 0; t < length; ++t) {
            const std::int64_t o = row % outputs;
            float sum = bias[o];
            Float16 rounded = bias[o];
            for (std::int64_t i = 0; i < 3 * channels; ++i) {
                const std::int64_t at = t + i % 3 - 1;
                const float in = at < 0 || at >= length ? 0.0F : x[(row / outputs * channels + i / 3) * length + at];
                const float product = in * w[o * 3 * channels + i];
                sum += product;
                rounded = Float16(rounded + product);
            }
            single.emplace_back(sum);
            half.push_back(rounded);
        }
    }
    const ExpectedOutput expected = (*reference)->expected(dims, inputs.constBuffers()).front();
    QVERIFY(!compareOutput(task.outputs[0], dims, single.data(), expected, task.tolerance));
    QVERIFY(compareOutput(task.outputs[0], dims, half.data(), expected, task.tolerance));
    qInfo("share of the tolerance used: %.4f in float, %.2f in half precision",
          usedShare(task.outputs[0], single.data(), expected, task.tolerance),
          usedShare(task.outputs[0], half.data(), expected, task.tolerance));
}

QTEST_APPLESS_MAIN(HalfFloatTest)
#include "tst_halffloat.moc"
