#include "core/base/rng.h"
#include "core/hip/codeobject.h"
#include "core/hip/hipfit.h"
#include "core/hip/messagepack.h"
#include "core/hip/occupancy.h"
#include "handmade.h"

#include <QtTest>

using namespace espalier;
using nlohmann::json;
using test::codeObject;

namespace {

json metadata()
{
    const json pointer{{".size", 8}, {".value_kind", "global_buffer"}};
    const json number{{".size", 8}, {".value_kind", "by_value"}};
    const json hidden{{".size", 8}, {".value_kind", "hidden_block_count_x"}};
    return {{"amdhsa.version", {1, 1}},
            {"amdhsa.kernels",
             {{{".name", "_Z5firstPKfPfll"},
               {".args", {pointer, pointer, number, number, hidden}},
               {".vgpr_count", 72},
               {".sgpr_count", 22},
               {".vgpr_spill_count", 3},
               {".sgpr_spill_count", 0},
               {".wavefront_size", 64},
               {".max_flat_workgroup_size", 256},
               {".group_segment_fixed_size", 1024},
               {".private_segment_fixed_size", 16},
               {".uses_dynamic_stack", true}}}}};
}

CodeObjectKernel needing(int vectors, int scalars = 22)
{
    CodeObjectKernel kernel;
    kernel.vectorRegisters = vectors;
    kernel.scalarRegisters = scalars;
    return kernel;
}

} // namespace

/// What a compiled HIP program says of its kernels. Needs no compiler.
class TestCodeObject : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messagesAreRead_data();
    void messagesAreRead();
    void messagesAreBounded();
    void kernelsSayWhatTheyTake();
    void otherFilesAreRefused();
    void blocksFit_data();
    void blocksFit();
    void launchesFitTheirKernel();
    void survivesHostileBytes();
};

void TestCodeObject::messagesAreRead_data()
{
    QTest::addColumn<QByteArray>("document");
    for (const char* document :
         {"1", "-5", "200", "-200", "70000", "-70000", "5000000000", "-5000000000", "1.5", "true", "false", "null",
          "\"word\"", "[]", "{}", "[1,[2,[3]]]", R"({"a":{"b":[null,"c"]}})"}) {
        QTest::newRow(document) << QByteArray(document);
    }
    QTest::newRow("long text") << QByteArray('"' + QByteArray(300, 'x') + '"');
    QTest::newRow("longer text") << QByteArray('"' + QByteArray(70000, 'x') + '"');
    QByteArray list = "[0";
    for (int i = 0; i < 40; ++i) {
        list += ",1";
    }
    QTest::newRow("long list") << list + "]";
}

void TestCodeObject::messagesAreRead()
{
    QFETCH(QByteArray, document);
    const json expected = json::parse(document.toStdString());
    const auto packed = json::to_msgpack(expected);
    const auto read = readMessagePack({reinterpret_cast<const char*>(packed.data()), packed.size()});
    QVERIFY(read && *read == expected);
}

void TestCodeObject::messagesAreBounded()
{
    QVERIFY(!readMessagePack(""));
    QVERIFY(!readMessagePack("\xc1"));                             // never used
    QVERIFY(!readMessagePack("\xdb\xff\xff\xff\xff"));             // a text of 4 GiB
    QVERIFY(!readMessagePack("\xdd\xff\xff\xff\xff"));             // a list of as many
    QVERIFY(!readMessagePack("\x81\x01\x01"));                     // a number for a key
    QVERIFY(!readMessagePack(std::string(200000, '\x91')));        // lists in lists
    QVERIFY(!readMessagePack("\xdd" + std::string(200000, '\1'))); // more values than anyone needs
    const auto skipped = readMessagePack("\x92\xc4\x02xx\xd6yzzzz");
    QVERIFY(skipped && *skipped == json::array({nullptr, nullptr}));
}

void TestCodeObject::kernelsSayWhatTheyTake()
{
    const auto kernels = codeObjectKernels(codeObject(metadata()));
    QVERIFY2(kernels, kernels ? "" : kernels.error().sentence().c_str());
    QCOMPARE(kernels->size(), std::size_t{1});
    const auto found = findHipKernel(*kernels, "first");
    QVERIFY(found);
    QCOMPARE(found->parameterBytes, (std::vector<std::size_t>{8, 8, 8, 8}));
    QCOMPARE(found->vectorRegisters, 72);
    QCOMPARE(found->scalarRegisters, 22);
    QCOMPARE(found->spilledVectors, 3);
    QCOMPARE(found->mostThreads, 256);
    QCOMPARE(found->sharedBytes, std::size_t{1024});
    QCOMPARE(found->scratchBytes, std::size_t{16});
    QVERIFY(found->dynamicStack);
    QVERIFY(!findHipKernel(*kernels, "second"));
}

void TestCodeObject::otherFilesAreRefused()
{
    QVERIFY(!codeObjectKernels(""));
    QVERIFY(!codeObjectKernels("__CLANG_OFFLOAD_BUNDLE__"));
    QVERIFY(!codeObjectKernels(codeObject(metadata(), 190))); // CUDA's
    QVERIFY(!codeObjectKernels(codeObject(json::array())));
    QVERIFY(!codeObjectKernels(codeObject({{"amdhsa.version", 1}})));
    json strange = metadata();
    strange["amdhsa.kernels"] = {3, {{".name", 5}, {".vgpr_count", "many"}, {".args", {1, {{".size", -8}}}}}};
    const auto kernels = codeObjectKernels(codeObject(strange));
    QVERIFY(kernels && kernels->size() == 1);
    QCOMPARE((*kernels)[0].vectorRegisters, 0);
    QCOMPARE((*kernels)[0].parameterBytes, (std::vector<std::size_t>{0}));
}

void TestCodeObject::blocksFit_data()
{
    QTest::addColumn<int>("vectors");
    QTest::addColumn<int>("scalars");
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("shared");
    QTest::addColumn<int>("blocks");
    QTest::addColumn<QString>("limiter");
    // 512 / 64 = 8 waves a unit, 32 a compute unit.
    QTest::newRow("full") << 64 << 22 << 256 << 0 << 8 << "threads";
    // 65 are handed out as 72: 7 waves a unit, 28 together, 7 blocks of 4.
    QTest::newRow("one register over") << 65 << 22 << 256 << 0 << 7 << "registers";
    QTest::newRow("half") << 128 << 22 << 256 << 0 << 4 << "registers";
    QTest::newRow("all") << 512 << 22 << 256 << 0 << 1 << "registers";
    QTest::newRow("one wave") << 32 << 22 << 64 << 0 << 32 << "threads";
    QTest::newRow("barriers") << 32 << 22 << 128 << 0 << 16 << "threads";
    QTest::newRow("scalars") << 32 << 102 << 256 << 0 << 7 << "scalar registers";
    // 20 KiB: three of them.
    QTest::newRow("shared") << 32 << 22 << 256 << 20480 << 3 << "shared memory";
    // 1 byte takes 512.
    QTest::newRow("one byte") << 32 << 22 << 256 << 1 << 8 << "threads";
}

void TestCodeObject::blocksFit()
{
    QFETCH(int, vectors);
    QFETCH(int, scalars);
    QFETCH(int, threads);
    QFETCH(int, shared);
    for (const char* architecture : {"gfx90a", "gfx942"}) {
        const auto found =
            hipOccupancy(architecture, needing(vectors, scalars), threads, static_cast<std::size_t>(shared));
        QVERIFY(found);
        QTEST(found->blocks, "blocks");
        QTEST(QString::fromStdString(found->limiter), "limiter");
        QCOMPARE(found->share, found->blocks * ((threads + 63) / 64) / 32.0);
    }
    QVERIFY(!hipOccupancy("gfx1100", needing(vectors), threads, 0));
    QVERIFY(!hipOccupancy("gfx90a", needing(vectors), 2048, 0));
    QVERIFY(!hipOccupancy("gfx90a", needing(vectors), threads, 65537));
    QVERIFY(!hipOccupancy("gfx90a", needing(512), 512, 0)); // two waves a unit where one fits
}

void TestCodeObject::launchesFitTheirKernel()
{
    const auto kernel = codeObjectKernels(codeObject(metadata()))->front();
    LaunchPlan::Launch launch;
    launch.kernel = "first";
    launch.global = {1024, 1, 1};
    launch.local = {256, 1, 1};
    launch.arguments.resize(4);
    QVERIFY(fitsHip(launch, kernel));
    LaunchPlan::Launch wide = launch;
    wide.local = {512, 1, 1};
    QVERIFY(!fitsHip(wide, kernel));
    LaunchPlan::Launch large = launch;
    large.localBytes = 64 << 10;
    QVERIFY(!fitsHip(large, kernel));
    LaunchPlan::Launch fewer = launch;
    fewer.arguments.resize(3);
    QVERIFY(!fitsHip(fewer, kernel));
    LaunchPlan plan;
    plan.launches = {launch};
    const auto facts = hipLaunchFacts(plan, {kernel}, "gfx90a");
    QCOMPARE(facts.size(), std::size_t{1});
    QCOMPARE(facts[0].blocks, 4.0);
    QCOMPARE(facts[0].spills, 3);
    QCOMPARE(facts[0].residentBlocks, 7);
}

/// Cuts and changed bytes: whatever is read must be within the file (the sanitized build sees that) and bounded.
void TestCodeObject::survivesHostileBytes()
{
    const std::string whole = codeObject(metadata());
    for (std::size_t cut = 0; cut < whole.size(); ++cut) {
        (void)codeObjectKernels(std::string_view(whole).substr(0, cut));
    }
    Rng rng(7);
    for (int i = 0; i < 20000; ++i) {
        std::string bytes = whole;
        for (std::size_t edits = 1 + rng.below(4); edits > 0; --edits) {
            bytes[rng.below(bytes.size())] = static_cast<char>(rng.below(256));
        }
        if (const auto kernels = codeObjectKernels(bytes)) {
            for (const CodeObjectKernel& one : *kernels) {
                QVERIFY(one.parameterBytes.size() <= 4096 && one.symbol.size() < bytes.size());
                QVERIFY(one.vectorRegisters >= 0);
                (void)hipOccupancy("gfx90a", one, 256, one.sharedBytes);
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestCodeObject)
#include "tst_codeobject.moc"
