#include "core/cuda/cudarunner.h"
#include "core/cuda/profiledhostcode.h"
#include "recordingdevice.h"
#include "tests/opencl/rowsandcols.h"

#include <QtTest>

#include <cstring>

using namespace espalier;
using test::RecordingDevice;
using test::rowsAndCols;

namespace {

constexpr std::size_t kPage = 4096;

const std::string kHead = "// scratch: partial float[rows * 2]\n"
                          "// launch: first global(rows * WG) local(WG) args(x, partial, rows, local float[WG], cols)\n"
                          "// launch: second global(ceil(cols, 16) * 16, rows) local(16, 1) args(w, partial, y)\n"
                          "#define WG 32\n";

const std::vector<CubinKernel> kKernels{{"_Z5firstPKfPfll", {8, 8, 8, 8}, 20, 0, 0}, {"second", {8, 8, 8}, 20, 0, 0}};

/// The judge's memory for 3 rows and 5 columns: x, w and y, each with a page before and after it.
struct Bench
{
    std::vector<std::byte> inputs = std::vector<std::byte>(8 * kPage, std::byte{0x11});
    std::vector<std::byte> outputs = std::vector<std::byte>(6 * kPage, std::byte{0x77});
    CudaRunner::Call call{{0, 2 * kPage}, {kPage}, {3, 5}};
    RecordingDevice device;

    Result<CudaRunner> load(const std::string& head = kHead)
    {
        return CudaRunner::load(device, {rowsAndCols(), head, {}}, kKernels,
                                {inputs.data(), inputs.size(), outputs.data(), outputs.size()});
    }
};

} // namespace

/// One call of the judge through a device: what goes there, in which order, and what comes back.
class TestCudaRunner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hostCodeIsCalledForAProfiler();
    void theClockHoldsTheLaunchesAlone();
    void warmCodeHasRunOnWhatTheLastCallLeft();
    void longOrOtherCallsStayAsFound();
    void repeatsAreNothingButLaunches();
    void launchesAreAsTheManifestSays();
    void sizesKeepTheirScratch();
    void poisonAndCanariesGoThereAndBack();
    void onlyWhatTheCallNeedsIsCopied();
    void wrongCallsAreRefused();
    void whatTheDeviceRefusesEndsTheCall_data();
    void whatTheDeviceRefusesEndsTheCall();
    void unknownKernelsAreRefused();
};

void TestCudaRunner::theClockHoldsTheLaunchesAlone()
{
    Bench bench;
    auto runner = bench.load();
    QVERIFY2(runner, runner ? "" : runner.error().sentence().c_str());
    const auto seconds = runner->run(bench.call);
    QVERIFY(seconds);
    QCOMPARE(*seconds, 0.5);
    QCOMPARE(bench.device.asked, (std::vector<std::string>{"allocate", "allocate", "allocate", "in", "in", "empty",
                                                           "start", "_Z5firstPKfPfll", "second", "stop", "out"}));
}

void TestCudaRunner::warmCodeHasRunOnWhatTheLastCallLeft()
{
    Bench bench;
    bench.device.seconds = 0.25e-3;
    auto runner = bench.load();
    QVERIFY(runner && runner->run(bench.call, CudaRunner::Code::Warm)); // there is no call before
    QCOMPARE(bench.device.launches.size(), std::size_t{2});
    bench.device.asked.clear();
    CudaRunner::Call moved = bench.call;
    moved.outputs = {2 * kPage};
    const auto seconds = runner->run(moved, CudaRunner::Code::Warm);
    QVERIFY(seconds);
    QCOMPARE(*seconds, 0.5e-3);
    QCOMPARE(bench.device.asked, (std::vector<std::string>{"_Z5firstPKfPfll", "second", "in", "in", "empty", "start",
                                                           "_Z5firstPKfPfll", "second", "stop", "out"}));
    // Where the new inputs are to lie nothing may be looked at before the clock runs.
    QVERIFY(bench.device.launches[2] == bench.device.launches[0] &&
            bench.device.launches[3] == bench.device.launches[1]);
    QVERIFY(bench.device.launches[5] != bench.device.launches[1]);
    QVERIFY(runner->run(moved));
    QCOMPARE(bench.device.launches.size(), std::size_t{8}); // not unless asked
}

void TestCudaRunner::longOrOtherCallsStayAsFound()
{
    Bench bench;
    bench.device.seconds = 2e-3;
    auto runner = bench.load();
    QVERIFY(runner && runner->run(bench.call) && runner->run(bench.call, CudaRunner::Code::Warm));
    QCOMPARE(bench.device.launches.size(), std::size_t{4});
    bench.device.seconds = 0.25e-3;
    CudaRunner::Call other = bench.call;
    other.dims = {2, 5};
    QVERIFY(runner->run(bench.call) && runner->run(other, CudaRunner::Code::Warm));
    QCOMPARE(bench.device.launches.size(), std::size_t{8});
}

void TestCudaRunner::repeatsAreNothingButLaunches()
{
    Bench bench;
    auto runner = bench.load();
    QVERIFY(runner && runner->run(bench.call));
    const auto launches = bench.device.launches;
    bench.device.asked.clear();
    const auto seconds = runner->repeat(bench.call, 2);
    QVERIFY(seconds);
    QCOMPARE(*seconds, 1.0);
    QCOMPARE(bench.device.asked,
             (std::vector<std::string>{"start", "_Z5firstPKfPfll", "second", "_Z5firstPKfPfll", "second", "stop"}));
    QVERIFY(bench.device.launches[2] == launches[0] && bench.device.launches[5] == launches[1]);
    CudaRunner::Call other = bench.call;
    other.dims.pop_back();
    QVERIFY(!runner->repeat(other, 1));
}

void TestCudaRunner::launchesAreAsTheManifestSays()
{
    Bench bench;
    auto runner = bench.load();
    QVERIFY(runner && runner->run(bench.call));
    const auto inputs = RecordingDevice::addressOf(0);
    const auto outputs = RecordingDevice::addressOf(1);
    const auto scratch = RecordingDevice::addressOf(2);
    QCOMPARE(bench.device.launches.size(), std::size_t{2});
    QVERIFY((bench.device.launches[0] ==
             CudaLaunch{"_Z5firstPKfPfll", {3, 1, 1}, {32, 1, 1}, 128, {inputs, scratch, 3, 5}}));
    QVERIFY((bench.device.launches[1] ==
             CudaLaunch{"second", {1, 3, 1}, {16, 1, 1}, 0, {inputs + 2 * kPage, scratch, outputs + kPage}}));
}

void TestCudaRunner::sizesKeepTheirScratch()
{
    Bench bench;
    auto runner = bench.load();
    QVERIFY(runner && runner->run(bench.call) && runner->run(bench.call));
    QCOMPARE(bench.device.allocated, (std::vector<std::size_t>{8 * kPage, 6 * kPage, 24}));
    CudaRunner::Call moved = bench.call;
    moved.outputs = {2 * kPage};
    QVERIFY(runner->run(moved));
    QCOMPARE(bench.device.allocated.size(), std::size_t{3}); // the same sizes elsewhere
    CudaRunner::Call other = bench.call;
    other.dims = {2, 5};
    QVERIFY(runner->run(other));
    QCOMPARE(bench.device.allocated.back(), std::size_t{16});
    QCOMPARE(bench.device.launches.back().arguments[1], RecordingDevice::addressOf(3));
}

void TestCudaRunner::poisonAndCanariesGoThereAndBack()
{
    Bench bench;
    // Writes the first row and, past the end of y, one float too many.
    bench.device.kernels["second"] = [](RecordingDevice& device, const CudaLaunch& launch) {
        std::memset(device.at(launch.arguments[2], 20), 0x22, 20);
        std::memset(device.at(launch.arguments[2] + 60, 4), 0x22, 4);
    };
    auto runner = bench.load();
    QVERIFY(runner);
    for (const std::byte poison : {std::byte{0x77}, std::byte{0x55}}) {
        std::fill(bench.outputs.begin(), bench.outputs.end(), poison);
        QVERIFY(runner->run(bench.call));
        for (std::size_t i = 0; i < bench.outputs.size(); ++i) {
            const bool written = (i >= kPage && i < kPage + 20) || (i >= kPage + 60 && i < kPage + 64);
            QVERIFY2(bench.outputs[i] == (written ? std::byte{0x22} : poison), std::to_string(i).c_str());
        }
    }
}

void TestCudaRunner::onlyWhatTheCallNeedsIsCopied()
{
    Bench bench;
    auto runner = bench.load();
    QVERIFY(runner && runner->run(bench.call));
    // From the start of the inputs to a page behind w, and from a page before y to a page behind it.
    QCOMPARE(bench.device.copiedIn, (2 * kPage + 20 + kPage) + (kPage + 60 + kPage));
}

void TestCudaRunner::wrongCallsAreRefused()
{
    Bench bench;
    auto runner = bench.load();
    QVERIFY(runner);
    const auto refused = [&](auto&& change) {
        CudaRunner::Call call = bench.call;
        change(call);
        return !runner->run(call);
    };
    QVERIFY(refused([](auto& call) { call.dims.pop_back(); }));
    QVERIFY(refused([](auto& call) { call.inputs.pop_back(); }));
    QVERIFY(refused([](auto& call) { call.outputs.push_back(0); }));
    QVERIFY(refused([](auto& call) { call.outputs = {6 * kPage - 32}; }));
    QVERIFY(refused([](auto& call) { call.outputs = {std::size_t{1} << 62}; }));
    QVERIFY(refused([](auto& call) { call.dims = {1000000, 5}; }));
    QVERIFY(bench.device.launches.empty());
}

void TestCudaRunner::whatTheDeviceRefusesEndsTheCall_data()
{
    QTest::addColumn<int>("launches");
    QTest::newRow("in") << 0;
    QTest::newRow("empty") << 0;
    QTest::newRow("start") << 0;
    QTest::newRow("_Z5firstPKfPfll") << 1;
    QTest::newRow("stop") << 2;
    QTest::newRow("out") << 2;
}

void TestCudaRunner::whatTheDeviceRefusesEndsTheCall()
{
    QFETCH(int, launches);
    Bench bench;
    auto runner = bench.load();
    QVERIFY(runner);
    bench.device.failsAt = QTest::currentDataTag();
    const auto seconds = runner->run(bench.call);
    QVERIFY(!seconds);
    QCOMPARE(seconds.error().what, std::string("the device answered 700"));
    QCOMPARE(bench.device.launches.size(), static_cast<std::size_t>(launches));
}

void TestCudaRunner::unknownKernelsAreRefused()
{
    Bench bench;
    QVERIFY(!bench.load("// launch: third global(1) local(1) args(x)\n"));
    QVERIFY(!bench.load("nothing\n"));
    QVERIFY(bench.device.allocated.empty());
}

void TestCudaRunner::hostCodeIsCalledForAProfiler()
{
    static std::vector<CudaCalls::Address> seen;
    static std::int64_t rows = 0;
    const HostRunner::Entry entry = [](const void* const* in, void* const* out, const std::int64_t* dims, void*) {
        seen.push_back(reinterpret_cast<CudaCalls::Address>(in[0]));
        seen.push_back(reinterpret_cast<CudaCalls::Address>(out[0]));
        rows = dims[0];
    };
    const std::vector<std::byte> inputs(64);
    RecordingDevice device;
    const CudaRunner::Memory memory{inputs.data(), inputs.size(), nullptr, 32};
    QVERIFY(profileHostCode(device, entry, memory, {{16}, {8}, {7}}, 2));
    const CudaCalls::Address in = RecordingDevice::addressOf(0) + 16;
    const CudaCalls::Address out = RecordingDevice::addressOf(1) + 8;
    QVERIFY(seen == std::vector({in, out, in, out}));
    QCOMPARE(rows, std::int64_t{7});
    QCOMPARE(device.copiedIn, inputs.size());
    QVERIFY(!profileHostCode(device, entry, memory, {{64}, {8}, {7}}, 1)); // lies outside
    device.failsAt = "in";
    QVERIFY(!profileHostCode(device, entry, memory, {{16}, {8}, {7}}, 1));
    QCOMPARE(seen.size(), std::size_t{4});
}

QTEST_GUILESS_MAIN(TestCudaRunner)
#include "tst_cudarunner.moc"
