#include "core/recall/localnames.h"
#include "core/recall/sourcefingerprint.h"

#include <QtTest>

#include <algorithm>

using namespace espalier;

/// What a compiler cannot tell apart is equal; whatever it might is not.
class TestSourceFingerprint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void layoutCommentsAndLocalNamesDoNotCount_data();
    void layoutCommentsAndLocalNamesDoNotCount();
    void whatMayMatterCounts_data();
    void whatMayMatterCounts();
    void theBuildCounts();
    void theLaunchManifestCounts();
    void pythonIsReadAsPython();
    void onlyLocalNamesAreRenamed();
    void sourcesThatSeeThemselvesKeepTheirNames_data();
    void sourcesThatSeeThemselvesKeepTheirNames();
    void layoutNeverCounts();
    void anySourceIsTaken();
};

namespace {

const std::string kKernel = R"(#include <cmath>
#include "task.h"
#pragma omp declare simd
static inline float square(float v) { return v * v; }
void rmsnorm(const float* x, const float* w, float* y, int64_t rows, int64_t cols)
{
#pragma omp parallel for
    for (int64_t r = 0; r < rows; ++r) {
        float sum = 0.f;
        for (int64_t c = 0; c < cols; ++c) {
            sum += square(x[r * cols + c]); // one pass
        }
        const float scale = 1.0f / std::sqrt(sum / cols + 1e-6f);
        for (int64_t c = 0; c < cols; ++c) y[r * cols + c] = x[r * cols + c] * scale * w[c];
    }
}
)";

std::string printOf(const std::string& source, const std::string& language = "cpp")
{
    return sourceFingerprint({language, "g++", {"-O3"}, source});
}

std::string with(std::string text, const std::string& from, const std::string& to)
{
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

} // namespace

void TestSourceFingerprint::layoutCommentsAndLocalNamesDoNotCount_data()
{
    QTest::addColumn<QByteArray>("source");
    const auto row = [](const char* name, const std::string& source) {
        QTest::newRow(name) << QByteArray::fromStdString(source);
    };
    row("itself", kKernel);
    row("no comment", with(kKernel, " // one pass", ""));
    row("another comment", with(kKernel, "// one pass", "/* \"two\" passes\n over it */"));
    row("a comment at the top", "// by me\n" + kKernel);
    row("other blanks", with(kKernel, "    ", "\t "));
    row("on one line", with(with(kKernel, ";\n", ";"), "  ", ""));
    row("Windows", with(kKernel, "\n", "\r\n"));
    row("a joined line", with(kKernel, "float sum", "float \\\n sum"));
    row("another local", with(kKernel, "sum", "total"));
    row("another parameter", with(with(with(kKernel, "x[", "input["), "* x,", "* input,"), "float v) { return v * v",
                                  "float q) { return q * q"));
    row("another counter",
        with(with(with(with(kKernel, "int64_t r ", "int64_t row "), " r < rows", " row < rows"), "++r)", "++row)"),
             "r * cols", "row * cols"));
    row("blanks in a pragma", with(kKernel, "#pragma omp parallel for", "  #pragma   omp parallel  for // threads"));
}

void TestSourceFingerprint::layoutCommentsAndLocalNamesDoNotCount()
{
    QFETCH(QByteArray, source);
    QCOMPARE(printOf(source.toStdString()), printOf(kKernel));
}

void TestSourceFingerprint::whatMayMatterCounts_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    const auto row = [](const char* from, const char* to) {
        QTest::addRow("%s -> %s", from, to) << QByteArray(from) << QByteArray(to);
    };
    row("1e-6f", "1e-5f");
    row("0.f", "0.");
    row("++c", "c++");
    row("sum +=", "sum =+");
    row("square", "cube"); // a function: it has a name for the linker
    row("sqrt", "cbrt");
    row("float sum", "double sum");
    row("#pragma omp parallel for", "#pragma omp parallel for schedule(static)");
    row("#pragma omp parallel for", "");
    row("<cmath>", "<math.h>");
    row("#include \"task.h\"\n", "#include \"task.h\"\n#define cols 8\n");
    row("rows, int64_t cols", "cols, int64_t rows");
    row("x[r * cols + c] * scale", "y[r * cols + c] * scale");
    row("const float* w", "const float* x2");
    row("sum / cols + 1e-6f", "sum / (cols + 1e-6f)");
}

void TestSourceFingerprint::whatMayMatterCounts()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    const std::string changed = with(kKernel, from.toStdString(), to.toStdString());
    QVERIFY(changed != kKernel);
    QVERIFY(printOf(changed) != printOf(kKernel));
}

void TestSourceFingerprint::theBuildCounts()
{
    const Candidate candidate{"cpp", "g++", {"-O3", "-fopenmp"}, kKernel};
    const auto differs = [&](auto change) {
        Candidate other = candidate;
        change(other);
        return sourceFingerprint(other) != sourceFingerprint(candidate);
    };
    QVERIFY(!differs([](Candidate& c) { c.source += "\n// the end\n"; }));
    QVERIFY(differs([](Candidate& c) { c.compiler = "clang++"; }));
    QVERIFY(differs([](Candidate& c) { c.options = {"-O2", "-fopenmp"}; }));
    QVERIFY(differs([](Candidate& c) { c.options = {"-fopenmp", "-O3"}; }));
    QVERIFY(differs([](Candidate& c) { c.options = {"-O3 -fopenmp"}; }));
    QVERIFY(differs([](Candidate& c) { c.language = "opencl"; }));
}

void TestSourceFingerprint::theLaunchManifestCounts()
{
    const std::string source =
        "// my kernel\n// launch: scale global(rows) local(64) args(x, y, rows)\n"
        "__kernel void scale(__global const float* x, __global float* y, long rows)\n"
        "{\n    size_t i = get_global_id(0);\n    float4 v = vload4(i, x);\n    vstore4(v, i, y);\n}\n";
    QCOMPARE(printOf(with(source, "my kernel", "yours"), "opencl"), printOf(source, "opencl"));
    QCOMPARE(printOf(with(source, "float4 v", "float4 lane"), "opencl") == printOf(source, "opencl"),
             false); // v is used
    QCOMPARE(printOf(with(with(source, "float4 v", "float4 lane"), "(v,", "(lane,"), "opencl"),
             printOf(source, "opencl"));
    QVERIFY(printOf(with(source, "local(64)", "local(128)"), "opencl") != printOf(source, "opencl"));
    QVERIFY(printOf(with(source, "args(x, y", "args(y, x"), "opencl") != printOf(source, "opencl"));
    // The manifest is read line by line, so a joined comment is not what it seems.
    QVERIFY(printOf("// a \\\n" + source, "opencl") != printOf("// b \\\n" + source, "opencl"));
}

/// What two slashes and a number sign mean there, and that blanks in front of a line count.
void TestSourceFingerprint::pythonIsReadAsPython()
{
    const std::string source =
        "def f(n):\n    rows = n // 2  # half\n    if rows:\n        return rows\n    return 'a b'\n";
    const auto print = [](const std::string& text) { return printOf(text, "triton"); };
    QCOMPARE(print(with(source, "  # half", "")), print(source));
    QCOMPARE(print(with(source, "rows = n // 2", "rows = (\n  n // 2)")) == print(source), false);
    QCOMPARE(print(with(source, "n // 2", "n  //  2")), print(source));
    QCOMPARE(print(with(source, "    if rows", "\n\n    if rows")), print(source));
    QVERIFY(print(with(source, "// 2", "// 4")) != print(source));
    QVERIFY(print(with(source, "    return 'a", "        return 'a")) != print(source));
    QVERIFY(print(with(source, "'a b'", "'a  b'")) != print(source));
    QVERIFY(print(with(source, "rows", "lines")) != print(source)); // names may be looked up as texts
    QVERIFY(print("# language: tilelang\n" + source) != print(source));
}

void TestSourceFingerprint::onlyLocalNamesAreRenamed()
{
    const auto locals = [](const std::string& source) {
        const auto found = localNames(*sourceTokens(source, "cpp"));
        std::vector<std::string> names(found.begin(), found.end());
        std::ranges::sort(names);
        return names;
    };
    using Names = std::vector<std::string>;
    QCOMPARE(locals(kKernel), (Names{"c", "cols", "r", "rows", "scale", "sum", "v", "w", "x", "y"}));
    QCOMPARE(locals("float global_one; void f(float a) { float b = a; }"), (Names{"a", "b"}));
    QCOMPARE(locals("void f() { float y = a * M_PI; float z = y * M_E; }"), (Names{"y", "z"}));
    QCOMPARE(locals("void f(P p) { float x = p.x; }"), Names{});
    QCOMPARE(locals("void f(float n) {\n#pragma omp simd reduction(+:n)\n n += 1; }"), Names{});
    QCOMPARE(locals("void f(float g) { g = h::g; float k = g(1); }"), Names{"k"});
    QCOMPARE(locals("void f() { __m256 lanes = _mm256_setzero_ps(); auto n = 1; }"), (Names{"lanes", "n"}));
    QCOMPARE(locals("#define SCALE(q) q * s\nvoid f(float s, float t) {}"), Names{"t"});
}

void TestSourceFingerprint::sourcesThatSeeThemselvesKeepTheirNames_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char* line : {"asm(\"nop\");", "_Pragma(\"omp simd reduction(+:sum)\")", "int line = __LINE__;",
                             "extern float table[4];", "const char* s = __func__;"}) {
        QTest::newRow(line) << QByteArray(line);
    }
}

void TestSourceFingerprint::sourcesThatSeeThemselvesKeepTheirNames()
{
    QFETCH(QByteArray, line);
    const std::string seeing = with(kKernel, "float sum = 0.f;", line.toStdString() + "float sum = 0.f;");
    QVERIFY(printOf(with(seeing, "scale", "factor")) != printOf(seeing));
    QCOMPARE(printOf(with(kKernel, "scale", "factor")), printOf(kKernel));
}

/// Random comments and line ends between the tokens of a kernel.
void TestSourceFingerprint::layoutNeverCounts()
{
    std::uint64_t state = 11;
    const auto next = [&] { return (state = state * 6364136223846793005U + 1442695040888963407U) >> 33U; };
    for (int round = 0; round < 200; ++round) {
        std::string changed;
        bool inLine = false; // a preprocessor line and a comment stay what they are
        for (const char c : kKernel) {
            inLine = c == '#' || c == '/' || (inLine && c != '\n');
            changed += c;
            static constexpr std::string_view kBlanks[] = {" ", "\n", "\t", "/* sum */", "// \"\n", " /* ' */\n"};
            if ((c == ' ' || c == ';' || c == '(') && !inLine && next() % 3 == 0) {
                changed += kBlanks[next() % std::size(kBlanks)];
            }
        }
        QCOMPARE(printOf(changed), printOf(kKernel));
    }
}

void TestSourceFingerprint::anySourceIsTaken()
{
    for (const char* source : {"", "\"", "/*", "'", "R\"(x)\"", "#", "#define", "\\", "\\\n", "%:define X",
                               "a ?\?/\n b", "0x1p-3f 1'000 .5e+3", "\xFF\xFE", "# include <a//b>"}) {
        const std::string text = source;
        QCOMPARE(printOf(text), printOf(text));
        QVERIFY(printOf(text) != printOf(text + " other"));
        QVERIFY(printOf(text, "opencl") != printOf(text));
    }
    QVERIFY(printOf("#include <a//b>\n") != printOf("#include <a//c>\n"));
    const std::string huge(std::size_t{2} << 20, '(');
    QVERIFY(printOf(huge) != printOf(huge + "("));
    QVERIFY(printOf("int a = 1'000;") != printOf("int a = 1 '000;'"));
    std::string nul = "int a;";
    nul += '\0';
    QVERIFY(printOf(nul + "b") != printOf(nul + "c"));
}

QTEST_GUILESS_MAIN(TestSourceFingerprint)
#include "tst_sourcefingerprint.moc"
