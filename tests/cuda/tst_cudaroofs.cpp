#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/evaluate/target/cudaroofs.h"

#include <QtTest>

#include <filesystem>
#include <nlohmann/json.hpp>

using namespace espalier;

namespace {

DeviceRoofs drawn(double memory)
{
    DeviceRoofs roofs;
    roofs.device = "Drawn GPU";
    roofs.architecture = "sm_90a";
    roofs.multiprocessors = 10;
    roofs.memoryGbytes = memory;
    roofs.fp32Gflops = 1000;
    roofs.launchUs = 4;
    return roofs;
}

} // namespace

/// Measured roofs of a GPU, kept: a script stands for espalier-cuworker.
class TestCudaRoofs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theBestOfThreeIsKept();
    void anotherDeviceIsMeasuredAnew();
    void damageIsMeasuredAnew();
    void failuresSayWhy();

private:
    /// espalier-cuworker answers so from now on.
    void playing(const std::string& roofs, const std::string& device = "Drawn GPU", int code = 0);
    Result<DeviceRoofs> roofs() { return cudaRoofs(m_folder->path(), m_folder->path() / "cache"); }

    std::unique_ptr<TemporaryFolder> m_folder;
};

void TestCudaRoofs::init()
{
    m_folder = std::make_unique<TemporaryFolder>("espalier-cudaroofs");
}

void TestCudaRoofs::playing(const std::string& roofs, const std::string& device, int code)
{
    namespace fs = std::filesystem;
    const fs::path worker = m_folder->path() / "espalier-cuworker";
    QVERIFY(writeFileAtomic(worker, "#!/bin/sh\nif [ \"$1\" = --probe ]; then printf 'NVRTC 13.0\\n" + device +
                                        "\\nsm_90a\\n'; exit 0; fi\ncat <<'END'\n" + roofs + "\nEND\nexit " +
                                        std::to_string(code) + "\n"));
    fs::permissions(worker, fs::perms::owner_all);
}

void TestCudaRoofs::theBestOfThreeIsKept()
{
    for (const double memory : {1000.0, 2000.0, 1500.0}) {
        playing(toJson(drawn(memory)).dump());
        QVERIFY(roofs());
    }
    playing("", "Drawn GPU", 1); // would fail if it were asked
    const auto kept = roofs();
    QVERIFY(kept);
    QCOMPARE(kept->memoryGbytes, 2000.0);
    QCOMPARE(kept->device, std::string("Drawn GPU"));
}

void TestCudaRoofs::anotherDeviceIsMeasuredAnew()
{
    for (int i = 0; i < 3; ++i) {
        playing(toJson(drawn(1000)).dump());
        QVERIFY(roofs());
    }
    DeviceRoofs other = drawn(500);
    other.device = "Other GPU";
    playing(toJson(other).dump(), "Other GPU");
    const auto measured = roofs();
    QVERIFY(measured);
    QCOMPARE(measured->memoryGbytes, 500.0);
}

void TestCudaRoofs::damageIsMeasuredAnew()
{
    playing(toJson(drawn(1000)).dump());
    QVERIFY(roofs());
    for (const auto& entry : std::filesystem::directory_iterator(m_folder->path() / "cache")) {
        QVERIFY(writeFileAtomic(entry.path(), R"({"device": "Drawn GPU", "memory_gbytes": 1e30)"));
    }
    playing(toJson(drawn(700)).dump());
    const auto measured = roofs();
    QVERIFY(measured);
    QCOMPARE(measured->memoryGbytes, 700.0);
}

void TestCudaRoofs::failuresSayWhy()
{
    playing("cuMemAlloc answered CUDA_ERROR_OUT_OF_MEMORY, there is not enough", "Drawn GPU", 1);
    const auto failed = roofs();
    QVERIFY(!failed);
    QVERIFY2(failed.error().sentence().find("CUDA_ERROR_OUT_OF_MEMORY") != std::string::npos,
             failed.error().sentence().c_str());
    DeviceRoofs empty = drawn(1000);
    empty.memoryGbytes = 0;
    playing(toJson(empty).dump());
    QVERIFY(!roofs());
    playing("", "");
    const auto without = roofs();
    QVERIFY(!without);
    QVERIFY(without.error().what.starts_with("there is no NVIDIA GPU"));
}

QTEST_GUILESS_MAIN(TestCudaRoofs)
#include "tst_cudaroofs.moc"
