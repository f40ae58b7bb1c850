// Which lines of a listing a finding speaks of.
#include "core/diagnose/listinglines.h"

#include <QTest>

using namespace espalier;

namespace {

constexpr const char* kSass = "scale:\n"
                              "    LDG.E R2, desc[UR4][R2.64]\n"
                              "    @!P0 STL [R1], R2\n"
                              ".kqa:\n"
                              "    LDL.LU R3, [R1]\n"
                              "    FFMA R4, R3, R3, R4\n"
                              "\n"
                              "other:\n"
                              "    STL.64 [R1+0x8], R6\n"
                              "    STG.E.128 desc[UR4][R2.64], R4\n";

constexpr const char* kPtx = ".version 8.3\n"
                             ".visible .entry _Z5scalePf(\n"
                             "    .param .u64 _Z5scalePf_param_0\n"
                             ")\n"
                             "{\n"
                             "    ld.param.u64 %rd, [_Z5scalePf_param_0];\n"
                             "    ld.global.f32 %f, [%rd];\n"
                             "    @%p bra $L__kqa;\n"
                             "    st.local.f32 [%rd], %f;\n"
                             "}\n";

constexpr const char* kX86 = "product:\n"
                             "    vmovaps %ymm0,0x20(%rsp)\n"
                             "    vfmadd231ss (%rdi,%rax,4),%xmm1,%xmm2\n"
                             "    vfmadd231ps (%rdi,%rax,4),%ymm1,%ymm2\n"
                             "    call    expf\n"
                             "    call    helper\n"
                             "\n"
                             "sum:\n"
                             "    vmovups 0x40(%rsp),%ymm3\n"
                             "    vmovups %ymm3,(%rdi)\n"
                             "    mov     %rax,0x8(%rsp)\n";

} // namespace

class TestListingLines : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void spillsAreFoundInEveryForm();
    void aFunctionThatIsNamedIsTheOnlyOne();
    void eachFigureHasItsOwnInstructions();
    void whatIsNoInstructionIsNeverLit();
    void aLineOfTheSourceIsInTheFunctionAboveIt();
    void nothingIsFoundInHostileText();
};

void TestListingLines::spillsAreFoundInEveryForm()
{
    QVERIFY((linesOfFigure(kSass, "SASS", "spills") == ListingLines{{3, 5, 9}, "LDL.LU, STL, STL.64"}));
    QVERIFY((linesOfFigure(kPtx, "PTX", "spills") == ListingLines{{9}, "st.local.f32"}));
    QVERIFY((linesOfFigure(kX86, "x86", "spills") == ListingLines{{2, 9}, "vmovaps, vmovups"}));
}

void TestListingLines::aFunctionThatIsNamedIsTheOnlyOne()
{
    QCOMPARE(linesOfFigure(kX86, "x86", "spills", "product").lines, std::vector<int>{2});
    QCOMPARE(linesOfFigure(kX86, "x86", "spills", "sum").lines, std::vector<int>{9});
    QCOMPARE(linesOfFigure(kX86, "x86", "spills", "gone").lines, (std::vector<int>{2, 9}));
}

void TestListingLines::eachFigureHasItsOwnInstructions()
{
    QCOMPARE(linesOfFigure(kSass, "SASS", "wide_accesses").lines, (std::vector<int>{2, 10}));
    QCOMPARE(linesOfFigure(kPtx, "PTX", "wide_accesses").lines, std::vector<int>{7});
    QCOMPARE(linesOfFigure(kX86, "x86", "packed").lines, std::vector<int>{3});
    QCOMPARE(linesOfFigure(kX86, "x86", "vector_bits").lines, std::vector<int>{4});
    QCOMPARE(linesOfFigure(kX86, "x86", "math_calls").lines, std::vector<int>{5});
    QCOMPARE(linesOfFigure(kX86, "x86", "streaming_stores").lines, std::vector<int>{10});
}

void TestListingLines::whatIsNoInstructionIsNeverLit()
{
    QVERIFY(!isOfInstructions("occupancy") && !isOfInstructions("cases") && !isOfInstructions(""));
    QVERIFY(isOfInstructions("spills") && isOfInstructions("wide_accesses"));
    QVERIFY(linesOfFigure(kSass, "SASS", "occupancy") == ListingLines());
    QVERIFY(linesOfFigure(kX86, "x86", "cases") == ListingLines());
}

void TestListingLines::aLineOfTheSourceIsInTheFunctionAboveIt()
{
    const std::string source = "static float sum(const float* x);\n" // 1
                               "void product (float* y)\n"
                               "{\n"
                               "    y[0] = sum(y);\n" // 4
                               "}\n"
                               "static float sum(const float* x)\n"
                               "{\n"
                               "    return x[0];\n" // 8
                               "}\n";
    QVERIFY((functionAtLine(kX86, "x86", source, 4) == ListingLines{{1}, "product"}));
    QVERIFY((functionAtLine(kX86, "x86", source, 8) == ListingLines{{8}, "sum"}));
    QVERIFY(functionAtLine(kX86, "x86", source, 1) == ListingLines());
    QVERIFY((functionAtLine(kPtx, "PTX", "__global__ void scale(float* x)\n{\n}\n", 3) == ListingLines{{2}, "scale"}));
    QVERIFY(functionAtLine(kPtx, "PTX", "void scaled(int)\n{\n}\n", 2) == ListingLines());
}

void TestListingLines::nothingIsFoundInHostileText()
{
    for (const char* text : {"", "\n\n\n", ":\n", "    \n    @\n    ;\n", ".entry \n.func (\n", "    STL"}) {
        linesOfFigure(text, "SASS", "spills", "x");
        linesOfFigure(text, "PTX", "spills", "x");
        linesOfFigure(text, "x86", "spills", "x");
        functionAtLine(text, "PTX", text, 3);
    }
    QCOMPARE(linesOfFigure("    STL", "SASS", "spills").lines, std::vector<int>{1});
}

QTEST_APPLESS_MAIN(TestListingLines)
#include "tst_listinglines.moc"
