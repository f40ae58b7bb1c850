#include "core/base/file.h"
#include "core/base/process.h"
#include "core/base/temporaryfolder.h"
#include "core/diagnose/disassembly.h"
#include "core/diagnose/loopreport.h"

#include <QTest>

#include <string>

using namespace espalier;

namespace {

const std::string kStartup = "k.so:     file format elf64-x86-64\n\n"
                             "Disassembly of section .text:\n\n"
                             "00000000000010c0 <deregister_tm_clones>:\n"
                             "    10c0:\tlea    0x2f79(%rip),%rdi        # 4040 <completed.0>\n"
                             "    10c7:\tvaddps %ymm0,%ymm1,%ymm1\n"
                             "    10cb:\tjmp    10c0 <deregister_tm_clones>\n\n";

const std::string kVectorLoop = "0000000000001200 <kernel>:\n"
                                "    1200:\tpush   %rbp\n"
                                "    1210:\tvmovups (%rsi),%ymm3\n"
                                "    1214:\tvfmadd231ps %ymm3,%ymm3,%ymm0\n"
                                "    1219:\tvmulps (%rdi,%rax,1),%ymm0,%ymm1\n"
                                "    121e:\tvmovups %ymm1,(%rbp)\n"
                                "    1222:\tvmovaps %ymm1,-0x70(%rbp)\n"
                                "    1227:\tvmovntps %ymm1,(%rdx)\n"
                                "    122b:\tadd    $0x20,%rsi\n"
                                "    122f:\tjne    1210 <kernel+0x10>\n"
                                "    1231:\tvmulss %xmm1,%xmm0,%xmm0\n"
                                "    1235:\tvmulss %xmm1,%xmm0,%xmm0\n"
                                "    1239:\tcall   1040 <_ZGVdN8v_expf@plt>\n"
                                "    123e:\tcall   1060 <expf@plt>\n"
                                "    1243:\tcall   1080 <GOMP_parallel@plt>\n"
                                "    1248:\tcall   *%rax\n"
                                "    124a:\tjg     1200 <kernel>\n"
                                "    124e:\tret\n";

/// A function with one loop of these instructions, closed by a conditional jump.
std::string loopOf(const std::vector<std::string>& body, const std::string& function = "kernel",
                   const std::string& before = "push   %rbp", const std::string& jump = "jne")
{
    std::string text = "0000000000001200 <" + function + ">:\n    1200:\t" + before + "\n";
    int address = 0x1210;
    for (const std::string& line : body) {
        text += "    " + QByteArray::number(address, 16).toStdString() + ":\t" + line + "\n";
        address += 8;
    }
    return text + "    " + QByteArray::number(address, 16).toStdString() + ":\t" + jump + "    1210 <" + function +
           "+0x10>\n";
}

BuildFacts buildFactsFromDisassembly(std::string_view text)
{
    return codeFactsFromDisassembly(text).build;
}

/// The facts of C++ compiled here and now.
BuildFacts factsOf(const std::string& source, const std::vector<std::string>& options)
{
    const TemporaryFolder folder("espalier-buildfacts");
    if (!writeFileAtomic(folder.path() / "k.cpp", source)) {
        return {};
    }
    ProcessSpec compiler;
    compiler.argv = {"g++", "-shared", "-fPIC", "k.cpp", "-o", "k.so"};
    compiler.argv.insert(compiler.argv.end(), options.begin(), options.end());
    compiler.folder = folder.path();
    const Result<ProcessOutcome> built = runProcess(compiler);
    return built && built->succeeded() ? readCodeFacts(folder.path() / "k.so").build : BuildFacts{};
}

const std::string kScale = "extern \"C\" void kernel(const float* x, float* y, long n) {\n"
                           "#ifdef _OPENMP\n#pragma omp parallel for simd\n#endif\n"
                           "for (long i = 0; i < n; ++i) { y[i] = x[i] * 2.0f + 1.0f; } }\n";

} // namespace

class TestDisassembly : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsInnermostLoopsOnly();
    void countsTheMix();
    void seesColumnWalksAndLists();
    void spillsAreFetchedAgain_data();
    void spillsAreFetchedAgain();
    void theSpillingLoopIsNamed();
    void readsLoopReports();
    void anyReportIsTaken();
    void realCompilersReport();
    void ignoresTheRuntime();
    void survivesAnything_data();
    void survivesAnything();
    void missingFileIsUnknown();
    void seesScalarAndVectorBuilds();
    void isQuick();
};

void TestDisassembly::countsInnermostLoopsOnly()
{
    const BuildFacts facts = buildFactsFromDisassembly(kStartup + kVectorLoop);
    QVERIFY(facts.known);
    QCOMPARE(facts.instructions, 17);
    QCOMPARE(facts.arithmetic, 2); // the scalar remainder stands outside the inner loop
    QCOMPARE(facts.packed, 2);
    QCOMPARE(facts.packedShare(), 1.0);
    QCOMPARE(facts.vectorBits, 256);
    QCOMPARE(facts.fusedMultiplyAdds, 1);
    QCOMPARE(facts.streamingStores, 1);
    QCOMPARE(facts.spills, 0); // what it stores to the stack it does not fetch
    QCOMPARE(facts.mathCalls, 1);
    QCOMPARE(facts.vectorMathCalls, 1);
    QVERIFY(facts.parallel);
}

void TestDisassembly::countsTheMix()
{
    const BuildFacts facts = buildFactsFromDisassembly(kVectorLoop);
    QCOMPARE(facts.loads, 2);
    QCOMPARE(facts.stores, 3);
    QCOMPARE(facts.branches, 0); // the one that closes the loop is none
    QCOMPARE(facts.vectorRegisters, 3);
    QCOMPARE(facts.calls, 0);
    QCOMPARE(facts.bytesPerOperation, 5 * 32.0 / (16 + 8)); // five accesses, a multiply-add and a multiply of 8 lanes
}

void TestDisassembly::seesColumnWalksAndLists()
{
    const std::string column = "0000000000001200 <kernel>:\n"
                               "    1210:\taddss  (%rdi),%xmm0\n"
                               "    1214:\tadd    $0x2000,%rdi\n"
                               "    1218:\tjne    1210 <kernel+0x10>\n"
                               "    121c:\taddss  (%rdi),%xmm0\n"
                               "    1220:\tadd    %r8,%rdi\n"
                               "    1224:\tjne    121c <kernel+0x1c>\n";
    QCOMPARE(buildFactsFromDisassembly(column).stridedAccesses, 2);
    QCOMPARE(buildFactsFromDisassembly(kVectorLoop).stridedAccesses, 0);
    const std::string list = "0000000000001200 <kernel>:\n"
                             "    1210:\tmov    (%rdi,%rax,8),%rax\n"
                             "    1214:\tsub    $0x1,%rcx\n"
                             "    1218:\tjne    1210 <kernel+0x10>\n";
    QCOMPARE(buildFactsFromDisassembly(list).dependentLoads, 1);
    QCOMPARE(buildFactsFromDisassembly(kVectorLoop).dependentLoads, 0);
}

void TestDisassembly::spillsAreFetchedAgain_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<int>("spills");
    QTest::addColumn<int>("reloads");
    const std::string store = "vmovaps %ymm3,0x60(%rsp)";
    QTest::newRow("an operand") << loopOf({store, "vfmadd231ps 0x60(%rsp),%ymm1,%ymm2"}) << 1 << 1;
    QTest::newRow("fetched before it is stored") << loopOf({"vmovaps 0x60(%rsp),%ymm3", store}) << 1 << 1;
    QTest::newRow("two of one place") << loopOf({store, "vmovaps 0x60(%rsp),%ymm3", "vaddps 0x60(%rsp),%ymm1,%ymm1"})
                                      << 1 << 2;
    QTest::newRow("a result") << loopOf({store, "vmulps 0x80(%rsp),%ymm1,%ymm1"}) << 0 << 0;
    QTest::newRow("a constant") << loopOf({"vmulps 0x80(%rsp),%ymm1,%ymm1"}) << 0 << 0;
    QTest::newRow("an array read one by one")
        << loopOf({store, "vaddss 0x60(%rsp),%xmm0,%xmm0", "vaddss 0x64(%rsp),%xmm0,%xmm0"}) << 0 << 0;
    QTest::newRow("an array with an index")
        << loopOf({"vmovaps %ymm3,0x60(%rsp,%rax,4)", "vmovaps 0x60(%rsp,%rax,4),%ymm2"}) << 0 << 0;
    QTest::newRow("a streaming store") << loopOf({"vmovntps %ymm3,0x60(%rsp)", "vmovaps 0x60(%rsp),%ymm2"}) << 0 << 0;
    const std::vector<std::string> below{"vmovups -0x20(%rbp),%ymm0", "vmovups %ymm0,-0x20(%rbp)"};
    QTest::newRow("a pointer into data") << loopOf(below) << 0 << 0;
    QTest::newRow("a frame pointer") << loopOf(below, "kernel", "mov    %rsp,%rbp") << 1 << 1;
    QTest::newRow("code out of line") << loopOf({store, "vmovaps 0x60(%rsp),%ymm3"}, "kernel", "push   %rbp", "jmp")
                                      << 0 << 0;
    QTest::newRow("before the loop") << loopOf({"vmovaps 0x60(%rsp),%ymm3"}, "kernel", store) << 0 << 0;
}

void TestDisassembly::spillsAreFetchedAgain()
{
    QFETCH(std::string, text);
    const BuildFacts facts = buildFactsFromDisassembly(text);
    QTEST(facts.spills, "spills");
    QTEST(facts.reloads, "reloads");
}

void TestDisassembly::theSpillingLoopIsNamed()
{
    const std::vector<std::string> one{"vmovaps %ymm3,(%rsp)", "vmovaps (%rsp),%ymm3"};
    const std::vector<std::string> two{"vmovaps %ymm3,(%rsp)", "vmovaps (%rsp),%ymm3", "vmovaps %ymm4,0x20(%rsp)",
                                       "vmovaps 0x20(%rsp),%ymm4"};
    const CodeFacts facts = codeFactsFromDisassembly(
        loopOf(one, "_Z6conv1dPKfPf") + loopOf(two, "_ZN12_GLOBAL__N_17productILi6EEEvPKf._omp_fn.0") + loopOf(one));
    QCOMPARE(facts.spillingLoop, std::string("product+0x10, a loop of 5 instructions")); // with the most of them
    QCOMPARE(facts.build.spills, 4);
    QVERIFY(codeFactsFromDisassembly(loopOf({"vmovaps %ymm3,(%rsp)"})).spillingLoop.empty());
    QVERIFY(codeFactsFromDisassembly(loopOf(one, "_Z6conv1dPKfPf")).spillingLoop.starts_with("conv1d+0x10,"));
    for (const char* hostile : {"_Z", "_Z9", "_Z99999999999999999999x", "_ZN4\xff\xff", "_Z0", "_Z1", "a\x1b[2J"}) {
        const std::string name = codeFactsFromDisassembly(loopOf(one, hostile)).spillingLoop;
        QVERIFY2(name.ends_with("+0x10, a loop of 3 instructions") && name.find('\x1b') == std::string::npos, hostile);
    }
}

void TestDisassembly::readsLoopReports()
{
    BuildFacts gcc;
    addLoopReport(std::string_view("candidate.cpp:6:27: missed: couldn't vectorize loop\n"
                                   "candidate.cpp:6:27: missed: not vectorized: loop nest containing two loops\n"
                                   "candidate.cpp:8:31: missed: couldn't vectorize loop\n"
                                   "candidate.cpp:8:31: missed: not vectorized: complicated access pattern.\n"
                                   "candidate.cpp:12:31: optimized: loop vectorized using 32 byte vectors\n"
                                   "candidate.cpp:12:31: optimized: loop vectorized using 16 byte vectors\n"
                                   "/usr/include/c++/12/cmath:464:27: missed: couldn't vectorize loop\n"),
                  gcc);
    QVERIFY(gcc.hasLoopReport);
    QCOMPARE(gcc.loopsVectorised, 1);
    QCOMPARE(gcc.loopsNotVectorised, 1);
    QCOMPARE(gcc.whyNotVectorised, std::string("complicated access pattern"));
    QCOMPARE(gcc.lineNotVectorised, 8);
    BuildFacts clang;
    addLoopReport(std::string_view("--- !Analysis\nPass: loop-vectorize\n"
                                   "DebugLoc: { File: candidate.cpp, Line: 8, Column: 9 }\nArgs:\n"
                                   "  - String:          'loop not vectorized: '\n"
                                   "  - String:          library call cannot be vectorized\n...\n"
                                   "--- !Missed\nDebugLoc: { File: candidate.cpp, Line: 8, Column: 9 }\nArgs:\n"
                                   "  - String:          loop not vectorized\n...\n"
                                   "--- !Passed\nDebugLoc: { File: candidate.cpp, Line: 12, Column: 9 }\n...\n"),
                  clang);
    QCOMPARE(clang.loopsVectorised, 1);
    QCOMPARE(clang.loopsNotVectorised, 1);
    QCOMPARE(clang.whyNotVectorised, std::string("library call cannot be vectorized"));
    QCOMPARE(clang.lineNotVectorised, 8);
}

void TestDisassembly::anyReportIsTaken()
{
    for (const std::string_view text : {std::string_view("--- !\n--- !Passed\nFile: \nLine: }"),
                                        std::string_view("candidate.cpp: missed: couldn't vectorize loop"),
                                        std::string_view("candidate.cpp"), std::string_view("\0\n\xff: ", 6)}) {
        BuildFacts facts;
        addLoopReport(text, facts);
        QVERIFY(facts.loopsVectorised == 0);
    }
    BuildFacts facts;
    addLoopReport(std::filesystem::path("/nonexistent/loops.txt"), facts);
    QCOMPARE(facts, BuildFacts{});
}

void TestDisassembly::realCompilersReport()
{
    const TemporaryFolder folder("espalier-report");
    QVERIFY(writeFileAtomic(folder.path() / "candidate.cpp", kScale));
    ProcessSpec compiler;
    compiler.argv = {"g++", "-O3", "-c", "-fopt-info-vec-optimized-missed=loops.txt", "candidate.cpp"};
    compiler.folder = folder.path();
    const Result<ProcessOutcome> built = runProcess(compiler);
    QVERIFY(built && built->succeeded());
    BuildFacts facts;
    addLoopReport(folder.path() / "loops.txt", facts);
    QVERIFY(facts.hasLoopReport);
    QCOMPARE(facts.loopsVectorised, 1);
}

void TestDisassembly::ignoresTheRuntime()
{
    QCOMPARE(buildFactsFromDisassembly(kStartup), BuildFacts{});
}

void TestDisassembly::survivesAnything_data()
{
    QTest::addColumn<std::string>("text");
    QTest::newRow("empty") << std::string();
    QTest::newRow("no lines") << std::string(100'000, 'x');
    QTest::newRow("only colons") << std::string(":\t\n:\t\n <>:\n :\t \n");
    QTest::newRow("huge number") << std::string(
        "0 <f>:\n ffffffffffffffffffffff:\tadd\n 1:\tjmp ffffffffffffffffffffffff\n");
    QTest::newRow("open call") << std::string("0 <f>:\n 1:\tcall <\n 2:\tcall <@\n 3:\tjmp\n");
    QTest::newRow("binary") << std::string("\0\1\2 <\xff>:\n 1:\t\0\n", 16);
}

void TestDisassembly::survivesAnything()
{
    QFETCH(std::string, text);
    const BuildFacts facts = buildFactsFromDisassembly(text);
    QVERIFY(facts.packed == 0 && facts.mathCalls == 0 && !facts.parallel);
}

void TestDisassembly::missingFileIsUnknown()
{
    QCOMPARE(readCodeFacts("/nonexistent/k.so"), CodeFacts{});
}

void TestDisassembly::seesScalarAndVectorBuilds()
{
    const BuildFacts plain = factsOf(kScale, {"-O1"});
    QVERIFY(plain.known);
    QVERIFY(!plain.parallel);
    QCOMPARE(plain.packed, 0);
    QVERIFY(plain.arithmetic >= 2);
    const BuildFacts parallel = factsOf(kScale, {"-O3", "-fopenmp"});
    QVERIFY(parallel.parallel);
    QVERIFY(parallel.packed >= 1);
    QVERIFY(parallel.vectorBits >= 128);
}

void TestDisassembly::isQuick()
{
    // Two hundred thousand loops of one function: must stay linear.
    std::string text = "0 <f>:\n";
    for (int i = 0; i < 200'000; ++i) {
        const std::string address = QByteArray::number(0x1000 + i, 16).toStdString();
        text += " " + address + ":\tjne    " + address + " <f>\n";
    }
    QBENCHMARK_ONCE
    {
        QVERIFY(buildFactsFromDisassembly(text).known);
    }
}

QTEST_GUILESS_MAIN(TestDisassembly)
#include "tst_disassembly.moc"
