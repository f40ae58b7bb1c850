#include "core/task/comparison.h"
#include "core/task/variedinputs.h"
#include "taskfixture.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>

using namespace espalier;
using namespace espalier::test;

/// Inputs beyond a task's distribution, and when they count.
class VariedInputsTest : public QObject
{
    Q_OBJECT

private:
    /// The input x of rmsnorm, 8 rows of 40, varied.
    static std::vector<float> varied(Variation variation);
    static std::size_t count(const std::vector<float>& values, const std::function<bool(float)>& has)
    {
        return static_cast<std::size_t>(std::count_if(values.begin(), values.end(), has));
    }

private slots:
    void initTestCase() { useCacheOfOurOwn(); }
    void eachVariationDoesWhatItSays();
    void sortedInputsStaySorted();
    void setsTheOperatorIsNotDefinedForDoNotCount();
    void theUsedShareOfTheToleranceIsMeasured();
};

std::vector<float> VariedInputsTest::varied(Variation variation)
{
    const Task task = shippedTask("rmsnorm");
    const Dims dims{{"rows", 8}, {"cols", 40}};
    Rng rng(5);
    const InputSet inputs(task, dims, rng);
    vary(task, variation, dims, inputs.buffers(), rng);
    std::vector<float> values(8 * 40);
    std::memcpy(values.data(), inputs.buffers()[0], values.size() * sizeof(float));
    return values;
}

void VariedInputsTest::eachVariationDoesWhatItSays()
{
    const std::vector<float> plain = varied(Variation::None);
    QCOMPARE(varied(Variation::Large)[7], plain[7] * 1000);
    QCOMPARE(varied(Variation::Small)[7], plain[7] / 1000);
    const std::vector<float> spiked = varied(Variation::Spikes);
    const std::size_t spikes = count(spiked, [](float v) { return std::abs(v) > 3; });
    QVERIFY(spikes > 0 && spikes <= 8);
    const std::vector<float> huge = varied(Variation::Huge);
    QVERIFY(count(huge, [](float v) { return std::isfinite(v) && std::abs(v) > 4e37F; }) == huge.size());
    QVERIFY(count(huge, [](float v) { return v < 0; }) > 100);
    QCOMPARE(count(varied(Variation::Zeros), [](float v) { return v == 0; }), plain.size());
    const std::size_t subnormal =
        count(varied(Variation::Denormals), [](float v) { return std::fpclassify(v) == FP_SUBNORMAL; });
    QVERIFY(subnormal > 40 && subnormal < 140);
    QCOMPARE(count(varied(Variation::Integers), [](float v) { return v == std::round(v) && std::abs(v) <= 4; }),
             plain.size());
    QVERIFY(count(varied(Variation::Nan), [](float v) { return std::isnan(v); }) > 0);
    QVERIFY(count(varied(Variation::Infinity), [](float v) { return std::isinf(v); }) > 0);
    QVERIFY(varied(Variation::Offsets) != plain);
}

void VariedInputsTest::sortedInputsStaySorted()
{
    const Task task = shippedTask("mbdt");
    QVERIFY(!canVary(task.inputs[0]) && !canVary(task.inputs[1]) && canVary(task.inputs[2]));
    QVERIFY(shippedTask("map_id").variations.empty());
}

void VariedInputsTest::setsTheOperatorIsNotDefinedForDoNotCount()
{
    const Task task = shippedTask("matmul");
    const auto reference = ReferenceLibrary::load(task);
    QVERIFY2(reference, reference ? "" : reference.error().sentence().c_str());
    Rng rng(3);
    const Case& smoke = *task.casesOf(CaseRole::Smoke).front();
    QVERIFY(drawChecked(task, smoke, **reference, Variation::Large, rng));
    QVERIFY(!drawChecked(task, smoke, **reference, Variation::Huge, rng)); // no float holds such products
    const Task copies = shippedTask("batch_event_truncate");
    const auto exact = ReferenceLibrary::load(copies);
    QVERIFY2(exact, exact ? "" : exact.error().sentence().c_str());
    const Case& tiny = *copies.casesOf(CaseRole::Smoke).front();
    QVERIFY(!drawChecked(copies, tiny, **exact, Variation::Denormals, rng)); // exact: flushed is another answer
}

void VariedInputsTest::theUsedShareOfTheToleranceIsMeasured()
{
    const Tensor output = shippedTask("softmax").outputs[0];
    ExpectedOutput expected{{1, -1, 1, -1}, {}, 0};
    expected.measure();
    const Tolerance tolerance{1e-3, 1e-3, true, false};
    const std::vector<float> exact{1, -1, 1, -1};
    const std::vector<float> off{1, -1, 1.001F, -1};
    const std::vector<float> nan{1, -1, std::nanf(""), -1};
    QCOMPARE(usedShare(output, exact.data(), expected, tolerance), 0.0);
    const double half = usedShare(output, off.data(), expected, tolerance);
    QVERIFY(half > 0.49 && half < 0.51);
    QVERIFY(std::isinf(usedShare(output, nan.data(), expected, tolerance)));
}

QTEST_GUILESS_MAIN(VariedInputsTest)
#include "tst_variedinputs.moc"
