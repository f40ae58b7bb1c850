#include "core/base/rng.h"
#include "core/task/comparison.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace espalier;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
const Dims kDims{{"rows", 20}, {"cols", 50}};
constexpr Tolerance kTolerance{1e-5, 1e-4, true};

Tensor tensor(DType dtype)
{
    const std::vector<std::string> names{"rows", "cols"};
    return {"y", dtype, {*Expression::parse("rows", names), *Expression::parse("cols", names)}, {}};
}

/// 1,000 expected values around 1 and what an exact float kernel would write.
struct Answer
{
    ExpectedOutput expected;
    std::vector<float> got;

    Answer()
    {
        Rng rng(5);
        for (int i = 0; i < 1000; ++i) {
            const auto value = static_cast<float>(1 + rng.normal());
            expected.floats.push_back(static_cast<double>(value));
            got.push_back(value);
        }
        expected.measure();
    }
    std::optional<Mismatch> compare() const
    {
        return compareOutput(tensor(DType::Float32), kDims, got.data(), expected, kTolerance);
    }
};

} // namespace

/// When an output counts as right, and what is said when it does not.
class OutputComparisonTest : public QObject
{
    Q_OBJECT

private slots:
    void acceptsWithinTheBound();
    void seesOneElementAnywhere();
    void matchesNanAndInfinitiesByPlace();
    void integersAreExact();
    void exactToleranceIsExact();
    void measuresTheScale();
};

void OutputComparisonTest::acceptsWithinTheBound()
{
    Answer answer;
    QVERIFY(!answer.compare());
    for (std::size_t i = 0; i < answer.got.size(); ++i) {
        const double bound = 1e-5 * std::abs(answer.expected.floats[i]) + 1e-4 * answer.expected.rms;
        answer.got[i] = static_cast<float>(answer.expected.floats[i] + 0.9 * bound);
    }
    QVERIFY(!answer.compare());
    for (std::size_t i = 0; i < answer.got.size(); ++i) {
        const double bound = 1e-5 * std::abs(answer.expected.floats[i]) + 1e-4 * answer.expected.rms;
        answer.got[i] = static_cast<float>(answer.expected.floats[i] + 1.1 * bound);
    }
    QCOMPARE(answer.compare()->count, std::int64_t{1000});
}

void OutputComparisonTest::seesOneElementAnywhere()
{
    for (const std::size_t place : {std::size_t{0}, std::size_t{1}, std::size_t{333}, std::size_t{999}}) {
        Answer answer;
        answer.got[place] += 0.01F;
        const auto mismatch = answer.compare();
        QVERIFY(mismatch);
        QCOMPARE(mismatch->count, std::int64_t{1});
        QCOMPARE(mismatch->first, static_cast<std::int64_t>(place));
    }
    Answer answer;
    answer.got[107] += 0.01F;
    answer.got[613] -= 1.0F;
    const auto mismatch = answer.compare();
    QCOMPARE(mismatch->worst, std::int64_t{613});
    QVERIFY2(mismatch->sentence.starts_with("y: 2 of 1000 elements are wrong, the worst is y[12][13]: got "),
             mismatch->sentence.c_str());
    QVERIFY2(mismatch->sentence.ends_with(", the first y[2][7]"), mismatch->sentence.c_str());
}

void OutputComparisonTest::matchesNanAndInfinitiesByPlace()
{
    const auto with = [](double expected, double got) {
        Answer answer;
        answer.expected.floats[40] = expected;
        answer.expected.measure();
        answer.got[40] = static_cast<float>(got);
        return answer.compare();
    };
    const double nan = std::nan("");
    QVERIFY(!with(nan, nan));
    QVERIFY(!with(kInfinity, kInfinity));
    QVERIFY(!with(-kInfinity, -kInfinity));
    QVERIFY(with(nan, 1));
    QVERIFY(with(1, nan));
    QVERIFY(with(kInfinity, -kInfinity));
    QVERIFY(with(kInfinity, 1e30));
    QVERIFY(with(kInfinity, nan));
    QVERIFY(with(nan, kInfinity));
    QVERIFY(with(1, kInfinity));
    Answer all;
    std::fill(all.got.begin(), all.got.end(), std::nanf(""));
    QCOMPARE(all.compare()->count, std::int64_t{1000});
}

void OutputComparisonTest::integersAreExact()
{
    ExpectedOutput expected;
    std::vector<std::int64_t> wide;
    std::vector<std::int32_t> narrow;
    for (int i = 0; i < 1000; ++i) {
        expected.integers.push_back(i * 1000 - 7);
        wide.push_back(i * 1000 - 7);
        narrow.push_back(i * 1000 - 7);
    }
    QVERIFY(!compareOutput(tensor(DType::Int64), kDims, wide.data(), expected, kTolerance));
    QVERIFY(!compareOutput(tensor(DType::Int32), kDims, narrow.data(), expected, kTolerance));
    wide[999] += 1;
    narrow[51] -= 1;
    QCOMPARE(compareOutput(tensor(DType::Int64), kDims, wide.data(), expected, kTolerance)->first, std::int64_t{999});
    const auto mismatch = compareOutput(tensor(DType::Int32), kDims, narrow.data(), expected, kTolerance);
    QCOMPARE(mismatch->sentence,
             std::string("y: 1 of 1000 elements are wrong, namely y[1][1]: got 50992, expected 50993"));
}

void OutputComparisonTest::exactToleranceIsExact()
{
    Answer answer;
    const Tolerance exact{0, 0, true};
    QVERIFY(!compareOutput(tensor(DType::Float32), kDims, answer.got.data(), answer.expected, exact));
    answer.got[500] = std::nextafter(answer.got[500], 10.0F);
    QCOMPARE(compareOutput(tensor(DType::Float32), kDims, answer.got.data(), answer.expected, exact)->worst,
             std::int64_t{500});
}

void OutputComparisonTest::measuresTheScale()
{
    ExpectedOutput output;
    output.floats = {3, -4, std::nan(""), kInfinity};
    output.measure();
    QCOMPARE(output.rms, std::sqrt(12.5));
    output.floats = {std::nan("")};
    output.measure();
    QCOMPARE(output.rms, 0.0);
}

QTEST_APPLESS_MAIN(OutputComparisonTest)
#include "tst_outputcomparison.moc"
