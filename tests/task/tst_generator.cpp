#include "core/task/generator.h"
#include "core/task/tasklibrary.h"
#include "taskfixture.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <set>

using namespace espalier;
using namespace espalier::test;

namespace {

/// One input of the given distribution and dtype, of `rows` rows with `cols` elements.
template <class T>
std::vector<T> drawn(const nlohmann::json& distribution, const char* dtype, std::int64_t rows, std::int64_t cols,
                     std::uint64_t seed = 1)
{
    TaskFixture fixture;
    fixture.json["inputs"][0]["dtype"] = dtype;
    fixture.json["inputs"][0]["distribution"] = distribution;
    fixture.write();
    const Result<Task> task = loadTask(fixture.folder());
    if (!task) {
        qFatal("%s", task.error().sentence().c_str());
    }
    Rng rng(seed);
    const InputSet inputs(*task, {{"rows", rows}, {"cols", cols}}, rng);
    std::vector<T> result(static_cast<std::size_t>(rows * cols));
    std::memcpy(result.data(), inputs.buffers()[0], result.size() * sizeof(T));
    return result;
}

struct Moments
{
    double mean = 0;
    double std = 0;
};

template <class T>
Moments momentsOf(const std::vector<T>& values)
{
    Moments moments;
    for (const T value : values) {
        moments.mean += static_cast<double>(value) / static_cast<double>(values.size());
    }
    for (const T value : values) {
        moments.std += std::pow(static_cast<double>(value) - moments.mean, 2) / static_cast<double>(values.size());
    }
    moments.std = std::sqrt(moments.std);
    return moments;
}

} // namespace

/// What the judge's inputs look like.
class GeneratorTest : public QObject
{
    Q_OBJECT

private slots:
    void sameSeedSameBytes();
    void manyProcessorsDrawWhatOneDraws();
    void normalHasItsMoments();
    void normalRowsDifferAndSpike();
    void uniformAndIntegersFillTheirRange();
    void sortedRowsEndInInfinity();
    void sortedUniqueNeverRepeats();
    void membersComeFromTheOther();
    void oddSizesStayInside();
};

void GeneratorTest::sameSeedSameBytes()
{
    const nlohmann::json normal{{"kind", "normal"}, {"mean", 0}, {"std", 1}};
    QCOMPARE(drawn<float>(normal, "float32", 5, 77, 42), drawn<float>(normal, "float32", 5, 77, 42));
    QVERIFY(drawn<float>(normal, "float32", 5, 77, 42) != drawn<float>(normal, "float32", 5, 77, 43));
}

/// Small inputs are drawn by one processor, large ones by all: the first rows are the same in all of them, wherever a
/// processor's share ends.
void GeneratorTest::manyProcessorsDrawWhatOneDraws()
{
    const std::vector<nlohmann::json> floats{
        {{"kind", "normal"}, {"mean", 1.0}, {"std", 2.0}},
        {{"kind", "normal"}, {"mean", 0.0}, {"std", 1.0}, {"spike", 50.0}, {"row_spread", 1.0}},
        {{"kind", "uniform"}, {"low", -1}, {"high", 3}},
        {{"kind", "sorted"}, {"low", 0}, {"high", 9}, {"sentinel", 1}},
    };
    const std::vector<nlohmann::json> integers{
        {{"kind", "integers"}, {"low", -5}, {"high", 90}},
        {{"kind", "sorted_unique"}, {"low", 0}, {"high", 9000}},
        {{"kind", "stride"}, {"step", 3}},
    };
    const auto holds = [](const auto& draw) {
        const auto one = draw(200);
        const auto some = draw(450);
        const auto many = draw(750);
        return std::equal(one.begin(), one.end(), some.begin()) && std::equal(some.begin(), some.end(), many.begin());
    };
    for (const nlohmann::json& kind : floats) {
        const bool held = holds([&](std::int64_t rows) { return drawn<float>(kind, "float32", rows, 1001); });
        QVERIFY2(held, kind.dump().c_str());
    }
    for (const nlohmann::json& kind : integers) {
        const bool held = holds([&](std::int64_t rows) { return drawn<std::int32_t>(kind, "int32", rows, 1001); });
        QVERIFY2(held, kind.dump().c_str());
    }
}

void GeneratorTest::normalHasItsMoments()
{
    const auto values = drawn<double>({{"kind", "normal"}, {"mean", 3}, {"std", 2}}, "float64", 400, 500);
    const Moments moments = momentsOf(values);
    QVERIFY2(std::abs(moments.mean - 3) < 0.03, qPrintable(QString::number(moments.mean)));
    QVERIFY2(std::abs(moments.std - 2) < 0.03, qPrintable(QString::number(moments.std)));
    // The distribution, not only its moments: the shares within one and within two standard deviations.
    double one = 0;
    double two = 0;
    for (const double value : values) {
        one += std::abs(value - 3) < 2 ? 1 : 0;
        two += std::abs(value - 3) < 4 ? 1 : 0;
        QVERIFY(std::abs(value - 3) <= 9.001);
    }
    QVERIFY(std::abs(one / 200'000 - 0.6827) < 0.006);
    QVERIFY(std::abs(two / 200'000 - 0.9545) < 0.003);
    QVERIFY(std::set<double>(values.begin(), values.end()).size() > 190'000);
}

void GeneratorTest::normalRowsDifferAndSpike()
{
    const auto values = drawn<float>({{"kind", "normal"}, {"mean", 0}, {"std", 0.5}, {"row_spread", 3}, {"spike", 100}},
                                     "float32", 300, 64);
    std::vector<double> means;
    int spikes = 0;
    std::set<std::size_t> places;
    for (std::size_t row = 0; row < 300; ++row) {
        std::vector<float> elements(values.begin() + static_cast<std::ptrdiff_t>(row * 64),
                                    values.begin() + static_cast<std::ptrdiff_t>(row * 64 + 64));
        const auto largest = std::max_element(elements.begin(), elements.end(),
                                              [](float a, float b) { return std::abs(a) < std::abs(b); });
        if (std::abs(*largest) > 20) {
            ++spikes;
            places.insert(static_cast<std::size_t>(largest - elements.begin()));
        }
        elements.erase(largest);
        means.push_back(momentsOf(elements).mean);
    }
    QVERIFY(spikes > 250);
    QVERIFY2(places.size() > 40, "spikes stand anywhere in a row");
    QVERIFY(std::abs(momentsOf(means).std - 3) < 0.5);
}

void GeneratorTest::uniformAndIntegersFillTheirRange()
{
    const auto floats = drawn<float>({{"kind", "uniform"}, {"low", -2}, {"high", 6}}, "float32", 100, 200);
    QVERIFY(*std::min_element(floats.begin(), floats.end()) >= -2 &&
            *std::max_element(floats.begin(), floats.end()) <= 6);
    QVERIFY(std::abs(momentsOf(floats).mean - 2) < 0.1);
    QVERIFY(std::abs(momentsOf(floats).std - 8 / std::sqrt(12.0)) < 0.1);
    const auto integers = drawn<std::int32_t>({{"kind", "integers"}, {"low", -1}, {"high", 3}}, "int32", 100, 200);
    QCOMPARE((std::set<std::int32_t>(integers.begin(), integers.end())), (std::set<std::int32_t>{-1, 0, 1, 2, 3}));
    const auto whole = drawn<float>({{"kind", "integers"}, {"low", 0}, {"high", 1}}, "float32", 10, 20);
    QCOMPARE((std::set<float>(whole.begin(), whole.end())), (std::set<float>{0, 1}));
    const auto stride = drawn<std::int64_t>({{"kind", "stride"}, {"step", "cols + 1"}}, "int64", 2, 3);
    QCOMPARE(stride, (std::vector<std::int64_t>{0, 4, 8, 12, 16, 20}));
}

void GeneratorTest::sortedRowsEndInInfinity()
{
    const auto values =
        drawn<float>({{"kind", "sorted"}, {"low", -1}, {"high", 1}, {"sentinel", 1}}, "float32", 20, 33);
    for (std::size_t row = 0; row < 20; ++row) {
        const auto begin = values.begin() + static_cast<std::ptrdiff_t>(row * 33);
        QVERIFY(std::is_sorted(begin, begin + 33));
        QCOMPARE(*(begin + 32), std::numeric_limits<float>::infinity());
        QVERIFY(*(begin + 31) <= 1 && *begin >= -1);
    }
}

void GeneratorTest::sortedUniqueNeverRepeats()
{
    for (const int spare : {0, 1, 900}) {
        const auto values = drawn<std::int64_t>(
            {{"kind", "sorted_unique"}, {"low", -3}, {"high", "cols - 4 + " + std::to_string(spare)}}, "int64", 4, 128);
        for (std::size_t i = 0; i < values.size(); ++i) {
            QVERIFY(i % 128 == 0 ? values[i] >= -3 : values[i] > values[i - 1]);
            QVERIFY(values[i] <= 128 - 4 + spare);
        }
    }
}

void GeneratorTest::membersComeFromTheOther()
{
    const Task task = shippedTask("map_id");
    const Dims dims{{"ids", 50}, {"count", 4000}};
    Rng rng(3);
    const InputSet inputs(task, dims, rng);
    const auto* mapping = static_cast<const std::int64_t*>(inputs.buffers()[0]);
    const auto* values = static_cast<const std::int64_t*>(inputs.buffers()[1]);
    const auto known = std::count_if(values, values + 4000,
                                     [&](std::int64_t v) { return std::binary_search(mapping, mapping + 50, v); });
    QVERIFY2(known > 2700 && known < 3100, qPrintable(QString::number(known))); // 70 % and some by chance
}

/// Every distribution on sizes at which loops over pairs and rows go wrong; the sanitizers watch the ends.
void GeneratorTest::oddSizesStayInside()
{
    for (const std::string& name : shippedTaskNames()) {
        const Task task = shippedTask(name);
        for (const Case* c : task.casesOf(CaseRole::Hidden)) {
            Rng rng(9);
            const InputSet inputs(task, c->dims, rng);
            for (std::size_t i = 0; i < task.inputs.size(); ++i) {
                QCOMPARE(reinterpret_cast<std::uintptr_t>(inputs.buffers()[i]) % 64, std::uintptr_t{0});
            }
        }
    }
}

QTEST_APPLESS_MAIN(GeneratorTest)
#include "tst_generator.moc"
