#include "core/diagnose/theoreticalroofs.h"

#include <QTest>

using namespace espalier;

namespace {

Machine turin()
{
    Machine machine;
    machine.vendor = "AuthenticAMD";
    machine.model = "26.2.1";
    machine.clockMhz = 4000;
    machine.cores = 8;
    machine.vectors = VectorExtension::Avx512;
    return machine;
}

} // namespace

class TestTheoreticalRoofs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void processorsMultiplyClockCoresAndUnits();
    void whatIsNotStatedIsNotInvented();
    void devicesMultiplyClockAndLanes();
    void dataSheetsStandInForClocks();
    void thisMachineIsReadable();
};

void TestTheoreticalRoofs::processorsMultiplyClockCoresAndUnits()
{
    const TheoreticalRoofs roofs = theoreticalRoofs(turin());
    QCOMPARE(roofs.fp32Gflops, 8 * 4.0 * 32 * 2);
    QCOMPARE(roofs.fp64Gflops, roofs.fp32Gflops / 2);
    QCOMPARE(roofs.source, std::string("8 cores × 4000 MHz × 32 multiply-adds of fp32 a cycle."));
    Machine narrow = turin();
    narrow.vectors = VectorExtension::Avx2; // a hypervisor hides the rest
    QCOMPARE(theoreticalRoofs(narrow).fp32Gflops, roofs.fp32Gflops / 2);
}

void TestTheoreticalRoofs::whatIsNotStatedIsNotInvented()
{
    const auto isNone = [](const Machine& machine) {
        const TheoreticalRoofs roofs = theoreticalRoofs(machine);
        return roofs.fp32Gflops == 0 && roofs.fp64Gflops == 0 && roofs.memoryGbytes == 0 && !roofs.source.empty();
    };
    QVERIFY(theoreticalRoofs(turin()).memoryGbytes == 0);
    Machine machine = turin();
    machine.clockMhz = 0;
    QVERIFY(isNone(machine));
    machine = turin();
    machine.cores = 0;
    QVERIFY(isNone(machine));
    machine = turin();
    machine.vectors = VectorExtension::Baseline;
    QVERIFY(isNone(machine));
    for (const char* model :
         {"", "26", "26.36.0", "6.143.2", "x.y.z"}) { // nothing, and a mobile core of half the width
        machine = turin();
        machine.model = model;
        QVERIFY2(isNone(machine), model);
    }
    machine.vendor = "GenuineIntel";
    machine.model = "6.85.7"; // one unit or two: the model does not say
    QVERIFY(isNone(machine));
}

void TestTheoreticalRoofs::devicesMultiplyClockAndLanes()
{
    DeviceRoofs device;
    device.device = "a GPU";
    device.architecture = "sm_90a";
    device.multiprocessors = 132;
    device.clockMhz = 1980;
    device.memoryClockMhz = 3201;
    device.memoryBusBits = 6016;
    const TheoreticalRoofs roofs = theoreticalRoofs(device);
    // What the driver of an H200 says; its data sheet has 67 and 34 TFLOP/s and 4.8 TB/s.
    QVERIFY(std::abs(roofs.fp32Gflops / 67e3 - 1) < 0.01);
    QVERIFY(std::abs(roofs.fp64Gflops / 34e3 - 1) < 0.02);
    QVERIFY(std::abs(roofs.memoryGbytes / 4800 - 1) < 0.01);
    device.memoryBusBits = 0;
    QVERIFY(theoreticalRoofs(device).memoryGbytes == 0 && theoreticalRoofs(device).fp32Gflops > 0);
    device.architecture = "sm_777";
    QCOMPARE(theoreticalRoofs(device).fp32Gflops, 0.0);
}

void TestTheoreticalRoofs::dataSheetsStandInForClocks()
{
    DeviceRoofs device;
    device.device = "NVIDIA H200";
    device.architecture = "sm_90a";
    device.multiprocessors = 132;
    QCOMPARE(theoreticalRoofs(device).memoryGbytes, 4800.0);
    QVERIFY(theoreticalRoofs(device).source.find("data sheet") != std::string::npos);
    device.device = "NVIDIA H200 NVL"; // another board, with other figures
    QCOMPARE(theoreticalRoofs(device).memoryGbytes, 0.0);
    QCOMPARE(theoreticalRoofs(device).fp32Gflops, 0.0);
}

void TestTheoreticalRoofs::thisMachineIsReadable()
{
    const Machine machine = readMachine();
    QVERIFY(machine.cores >= 0 && machine.cores <= static_cast<int>(machine.cpus.size()));
    QVERIFY(machine.clockMhz == 0 || (machine.clockMhz > 100 && machine.clockMhz < 20'000));
    qInfo("%s", theoreticalRoofs(machine).source.c_str());
}

QTEST_MAIN(TestTheoreticalRoofs)
#include "tst_theoreticalroofs.moc"
