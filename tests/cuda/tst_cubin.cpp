#include "core/base/rng.h"
#include "workshop.h"

#include <QtTest>

using namespace espalier;

namespace {

const std::string kSource = "// launch: first global(rows) local(1) args(x, y, rows, cols)\n"
                            "// launch: second global(rows) local(1) args(x, cols)\n"
                            "__global__ void first(const float* x, float* y, long rows, long cols)\n"
                            "{\n"
                            "    __shared__ float tile[96];\n"
                            "    tile[threadIdx.x] = x[rows];\n"
                            "    __syncthreads();\n"
                            "    y[cols] = tile[cols % 96];\n"
                            "}\n"
                            "extern \"C\" __global__ void second(const float* x, long cols)\n"
                            "{\n"
                            "    float kept[64];\n" // at places known when it runs: not in registers
                            "    for (long i = 0; i < cols; ++i) {\n"
                            "        kept[(unsigned)x[i] % 64] = x[i + 1];\n"
                            "    }\n"
                            "    ((float*)x)[0] = kept[cols % 64];\n"
                            "}\n"
                            "namespace inner { __global__ void third(long n) {} }\n";

CubinKernel kernel(const char* symbol)
{
    return {symbol, {}, 0, 0, 0};
}

} // namespace

/// What a compiled program says of its kernels.
class TestCubin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void namesAreTheSources_data();
    void namesAreTheSources();
    void kernelsSayWhatTheyTake();
    void launchesFindTheirKernel();
    void survivesHostileBytes();

private:
    std::string m_cubin;
};

void TestCubin::initTestCase()
{
    if (!test::whyNoCompiler().empty()) {
        return;
    }
    test::Workshop workshop("softmax");
    const BuildOutcome outcome = workshop.build(kSource);
    QVERIFY2(outcome.library, (outcome.reason + "\n" + outcome.report.log).c_str());
    m_cubin = test::cubinOf(outcome);
    QVERIFY(!m_cubin.empty());
}

void TestCubin::namesAreTheSources_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("_Z7softmaxPKfPfll") << QByteArray("softmax");
    QTest::newRow("softmax") << QByteArray("softmax");
    QTest::newRow("_Z3sumIfEvPf") << QByteArray("_Z3sumIfEvPf");
    QTest::newRow("_ZN5inner5thirdEl") << QByteArray("_ZN5inner5thirdEl");
    QTest::newRow("_Z9short") << QByteArray("_Z9short");
    QTest::newRow("_Z99999999999999999999x") << QByteArray("_Z99999999999999999999x");
    QTest::newRow("_Z") << QByteArray("_Z");
    QTest::newRow("_Z3sum") << QByteArray("sum");
}

void TestCubin::namesAreTheSources()
{
    QFETCH(QByteArray, name);
    QCOMPARE(kernel(QTest::currentDataTag()).name(), name.toStdString());
}

void TestCubin::kernelsSayWhatTheyTake()
{
    if (m_cubin.empty()) {
        QSKIP(test::whyNoCompiler().c_str());
    }
    const auto kernels = kernelsOf(m_cubin);
    QVERIFY2(kernels, kernels ? "" : kernels.error().sentence().c_str());
    QCOMPARE(kernels->size(), std::size_t{3});
    const auto first = findKernel(*kernels, "first");
    const auto second = findKernel(*kernels, "second");
    QVERIFY(first && second);
    QCOMPARE(first->parameterBytes, (std::vector<std::size_t>{8, 8, 8, 8}));
    QCOMPARE(second->parameterBytes, (std::vector<std::size_t>{8, 8}));
    QVERIFY(first->registers > 0 && first->registers <= 255);
    QCOMPARE(first->sharedBytes, 96 * sizeof(float));
    QCOMPARE(second->sharedBytes, std::size_t{0});
    QCOMPARE(first->stackBytes, std::size_t{0});
    QVERIFY2(second->stackBytes >= 64 * sizeof(float), second->sentence().c_str());
}

void TestCubin::launchesFindTheirKernel()
{
    const std::vector<CubinKernel> kernels{kernel("_Z3onePf"), kernel("two"), kernel("_Z3twol"),
                                           kernel("_Z5thirdIfEvf")};
    QVERIFY(findKernel(kernels, "one"));
    for (const char* wrong : {"two", "third", "on", "onePf", ""}) {
        QVERIFY2(!findKernel(kernels, wrong), wrong);
    }
}

/// Cuts and changed bytes: whatever is read must be within the file (the sanitized build sees that) and bounded.
void TestCubin::survivesHostileBytes()
{
    QVERIFY(!kernelsOf(""));
    QVERIFY(!kernelsOf("\x7f"
                       "ELF"));
    if (m_cubin.empty()) {
        QSKIP(test::whyNoCompiler().c_str());
    }
    for (std::size_t cut = 0; cut < m_cubin.size(); cut += 13) {
        if (const auto kernels = kernelsOf(std::string_view(m_cubin).substr(0, cut))) {
            QVERIFY(kernels->size() <= 3);
        }
    }
    Rng rng(11);
    for (int i = 0; i < 20000; ++i) {
        std::string bytes = m_cubin;
        for (std::size_t edits = 1 + rng.below(4); edits > 0; --edits) {
            // Mostly in the file's header and in its tables, which lie at the end.
            const std::size_t reach = std::min<std::size_t>(bytes.size(), 1500);
            const std::size_t at = rng.below(3) == 0 ? rng.below(64) : bytes.size() - 1 - rng.below(reach);
            bytes[at] = static_cast<char>(rng.below(256));
        }
        if (const auto kernels = kernelsOf(bytes)) {
            for (const CubinKernel& one : *kernels) {
                QVERIFY(one.parameterBytes.size() <= 4096 && one.symbol.size() < bytes.size());
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestCubin)
#include "tst_cubin.moc"
