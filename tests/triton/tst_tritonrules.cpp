#include "core/synthesis/rules/registry.h"
#include "core/synthesis/rules/triton/script.h"
#include "core/synthesis/rules/triton/tritonrule.h"
#include "core/synthesis/rules/tunables.h"
#include "interpreted.h"

#include <QtTest>

using namespace espalier;

namespace {

const char* const kHead = "import torch\nimport triton\nimport triton.language as tl\n\n\n";

/// A kernel that goes through rows in blocks, as most examples do; `body` may change it.
const char* const kRows = "@triton.jit\n"
                          "def rows_kernel(x, y, cols, BLOCK: tl.constexpr):\n"
                          "    row = tl.program_id(0).to(tl.int64)\n"
                          "    for first in range(0, cols, BLOCK):\n"
                          "        at = first + tl.arange(0, BLOCK)\n"
                          "        some = tl.load(x + row * cols + at, mask=at < cols, other=0.0)\n"
                          "        tl.store(y + row * cols + at, some * 2, mask=at < cols)\n"
                          "\n\n"
                          "def run(x, y):\n"
                          "    rows, cols = x.shape\n"
                          "    rows_kernel[(rows,)](x, y, cols, BLOCK=256)\n";

/// One whose programs have a block each.
const char* const kBlocks = "@triton.jit\n"
                            "def twice_kernel(x, y, count, BLOCK: tl.constexpr):\n"
                            "    at = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)\n"
                            "    inside = at < count\n"
                            "    tl.store(y + at, 2 * tl.load(x + at, mask=inside), mask=inside)\n"
                            "\n\n"
                            "def run(x, y):\n"
                            "    count = x.numel()\n"
                            "    grid = (triton.cdiv(count, 256),)\n"
                            "    twice_kernel[grid](x, y, count, BLOCK=256)\n";

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const std::size_t at = text.find(from);
    if (at == std::string::npos) {
        qFatal("the text has no %s", from.c_str());
    }
    return text.replace(at, from.size(), to);
}

const rules::Transformation& rule(const std::string& name)
{
    const auto* found = rules::transformationNamed(name, rules::Dialect::Triton);
    if (found == nullptr) {
        qFatal("there is no rule %s", name.c_str());
    }
    return *found;
}

/// What a rule makes of a source at the first place whose words hold `where`; empty where it has none.
std::string changed(const std::string& source, const std::string& name, const std::string& where)
{
    const auto kernel = rules::parseTritonKernel(source);
    if (!kernel) {
        return kernel.error().sentence();
    }
    Rng rng(1);
    for (const rules::Site& site : rule(name).sites(**kernel)) {
        if (site.what.find(where) != std::string::npos) {
            const auto made = rule(name).apply(**kernel, site, rng);
            return made ? *made : made.error().sentence();
        }
    }
    return {};
}

} // namespace

/// The rules for kernels in Triton: what they read, what they change, what they leave alone.
class TestTritonRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scriptsAreReadOrRefused_data();
    void scriptsAreReadOrRefused();
    void sourcesMadeToExhaustAreRefused();
    void rulesRewrite_data();
    void rulesRewrite();
    void whatDoesNotFitIsLeftAlone_data();
    void whatDoesNotFitIsLeftAlone();
    void markedConstantsAreTuned();
};

void TestTritonRules::scriptsAreReadOrRefused_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("why");
    const auto row = [](const char* name, const std::string& source, const char* why) {
        QTest::newRow(name) << QString::fromStdString(source) << QString::fromLatin1(why);
    };
    const std::string plain = std::string(kHead) + kRows;
    row("plain", plain, "");
    row("brackets in texts and comments", plain + "\nnote = \"([{\"  # )]}\n'''\n)'''\n", "");
    row("formatted texts", plain + "\nnote = f\"{plain} {{}} {plain!r}\"\n", "");
    row("a text within a formatted one", plain + "\nnote = f\"{names[\"a\"]}\"\n", "a formatted text holds another");
    row("brackets that do not fit", plain + "\nnote = (1]\n", "brackets do not fit");
    row("a bracket that stays open", plain + "\nnote = (1\n", "a bracket is not closed");
    row("a text that stays open", plain + "\nnote = \"1\n", "a text is not closed");
    row("tabs", replaced(plain, "    row = tl", "\trow = tl"), "indented by a tab");
    row("several statements on a line", plain + "\na = 1; b = 2\n", "several statements on one line");
    row("an assignment within an expression", plain + "\nif (n := 3):\n    pass\n", "an assignment within");
    row("carriage returns", plain + "\r\n", "carriage returns");
    row("another name for the language", replaced(plain, "as tl", "as language"), "triton.language as tl");
    row("tl is something else", plain + "\ntl = None\n", "tl is given another meaning");
    row("a function named range", plain + "\ndef range(n):\n    return n\n", "range is given another meaning");
    row("no kernel", std::string(kHead) + "def f():\n    return 1\n", "no kernel of triton.jit");
    row("a kernel with a function in it", replaced(plain, "    row =", "    def f():\n        return 1\n    row ="),
        "no kernel of triton.jit");
    row("a kernel defined twice", plain + "\n\n" + kRows, "defined twice");
}

void TestTritonRules::scriptsAreReadOrRefused()
{
    QFETCH(QString, source);
    QFETCH(QString, why);
    const auto script = rules::Script::parse(source.toStdString());
    if (why.isEmpty()) {
        QVERIFY2(script, script ? "" : script.error().sentence().c_str());
        return;
    }
    QVERIFY(!script);
    QCOMPARE(script.error().kind, ErrorKind::Answer);
    QVERIFY2(script.error().why.find(why.toStdString()) != std::string::npos, script.error().why.c_str());
}

/// Each is a kernel that Python takes, or a block of a size that no device has.
void TestTritonRules::sourcesMadeToExhaustAreRefused()
{
    const auto kernelWith = [](const std::string& lines) {
        return kHead + replaced(kBlocks, "    inside = at < count\n", lines + "    inside = at < count\n");
    };
    std::string chain;
    for (int i = 0; i < 30'000; ++i) {
        chain += "    at = at\n";
    }
    std::string sum = "    inside = at";
    for (int i = 0; i < 60'000; ++i) {
        sum += " + at";
    }
    const std::string brackets = "    at = " + std::string(20'000, '(') + "at" + std::string(20'000, ')') + "\n";
    for (const std::string& source : {kernelWith(chain), kernelWith(sum + "\n"), kernelWith(brackets)}) {
        const auto kernel = rules::parseTritonKernel(source);
        QVERIFY(!kernel);
        QVERIFY(kernel.error().kind == ErrorKind::Answer);
    }
    const std::string wide = kHead + replaced(replaced(kBlocks, "count, 256)", "count, 9000000000000000000)"),
                                              "BLOCK=256", "BLOCK=9000000000000000000");
    for (const auto& one : rules::transformationsOf(rules::Dialect::Triton)) {
        const auto kernel = rules::parseTritonKernel(wide);
        QVERIFY(kernel);
        (void)one->sites(**kernel);
    }
}

void TestTritonRules::rulesRewrite_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("expected"); ///< the lines that stand in the result, "|" between them
    const auto row = [](const char* rule, const std::string& name, const std::string& source, const char* where,
                        const char* expected) {
        QTest::addRow("%s: %s", rule, name.c_str())
            << rule << QString::fromStdString(source) << where << QString::fromUtf8(expected);
    };
    const std::string rows = std::string(kHead) + kRows;
    const std::string blocks = std::string(kHead) + kBlocks;
    row("triton-warps", "at the launch", rows, "8 warps", "rows_kernel[(rows,)](x, y, cols, BLOCK=256, num_warps=8)");
    row("triton-warps", "in the place of others", replaced(rows, "BLOCK=256", "BLOCK=256, num_warps=8"), "2 warps",
        "BLOCK=256, num_warps=2)");
    row("triton-warps", "in a configuration",
        replaced(rows, "@triton.jit",
                 "@triton.autotune(configs=[triton.Config({}, num_warps=1), triton.Config({})], key=[])\n@triton.jit"),
        "configuration 2 with 8", "triton.Config({}, num_warps=1), triton.Config({}, num_warps=8)");
    row("triton-stages", "of a loop", rows, "2 stages", "BLOCK=256, num_stages=2)");
    row("triton-block", "of a loop", rows, "blocks of 512", "rows_kernel[(rows,)](x, y, cols, BLOCK=512)");
    row("triton-block", "of a grid of its own name", blocks, "blocks of 1024",
        "grid = (triton.cdiv(count, 1024),)|twice_kernel[grid](x, y, count, BLOCK=1024)");
    row("triton-block", "of one side of a product", test::tritonSeed("matmul"), "blocks of 128 (M)",
        "grid = (triton.cdiv(m, 128), triton.cdiv(n, 64))|M=128, N=64, K=32)");
    row("triton-block", "of the sum of a product", test::tritonSeed("matmul"), "blocks of 16 (K)", "M=64, N=64, K=16)");
    row("triton-block", "of a grid that a function makes",
        replaced(replaced(blocks, "grid = (triton.cdiv(count, 256),)",
                          "grid = lambda meta: (triton.cdiv(count, meta[\"BLOCK\"]),)"),
                 "@triton.jit", "@triton.autotune(configs=[triton.Config({\"BLOCK\": 128})], key=[])\n@triton.jit"),
        "configuration 1 in blocks of 512", "triton.Config({\"BLOCK\": 512})|(x, y, count, BLOCK=256)");
    row("triton-even-masks", "of a loop", rows, "cols",
        "@triton.heuristics({\"EVEN\": lambda args: args[\"cols\"] % args[\"BLOCK\"] == 0})\n@triton.jit|BLOCK: "
        "tl.constexpr, EVEN: tl.constexpr):|mask=None if EVEN else at < cols, other=None if EVEN else 0.0)|some * 2, "
        "mask=None if EVEN else at < cols)");
    row("triton-even-masks", "by a name", blocks, "count",
        "mask=None if EVEN else inside), mask=None if EVEN else inside)");
    row("triton-even-masks", "of a whole row", test::tritonSeed("softmax"), "cols",
        "lambda args: args[\"BLOCK\"] <= args[\"cols\"]})|other=None if EVEN else -float(\"inf\"))");
    row("triton-even-masks", "of a tile", test::tritonSeed("matmul"), "\"n\"",
        "lambda args: args[\"k\"] % args[\"K\"] == 0 and args[\"n\"] % args[\"N\"] == 0})|b + p[:, None] * n + j[None, "
        ":], mask=None if EVEN else (p[:, None] < k) & (j[None, :] < n), other=None if EVEN else 0.0)");
    row("triton-even-masks", "beside parameters that have a value",
        replaced(rows, "BLOCK: tl.constexpr)", "BLOCK: tl.constexpr = 64)"), "cols",
        "BLOCK: tl.constexpr = 64, EVEN: tl.constexpr = False)");
    row("triton-loops", "pipelined", rows, "3 stages", "for first in tl.range(0, cols, BLOCK, num_stages=3):");
    row("triton-loops", "unrolled", rows, "4 times", "for first in tl.range(0, cols, BLOCK, loop_unroll_factor=4):");
    row("triton-loops", "of Triton's own",
        replaced(rows, "range(0, cols, BLOCK)", "tl.range(0, cols, BLOCK, num_stages=3)"), "4 stages",
        "for first in tl.range(0, cols, BLOCK, num_stages=4):");
    row("triton-loops", "written out", test::tritonSeed("depthwise_conv"), "loop over q in conv_kernel written",
        "for p in range(3):|for q in tl.static_range(3):");
    row("triton-products", "in three parts", test::tritonSeed("matmul"), "tf32x3", "input_precision=\"tf32x3\")");
    row("triton-program-order", "of a product", test::tritonSeed("matmul"), "groups of 8",
        "pid_1, pid_0 = tl.swizzle2d(tl.program_id(1), tl.program_id(0), tl.num_programs(1), tl.num_programs(0), 8)\n  "
        "  "
        "i = (pid_0 * M + tl.arange(0, M)).to(tl.int64)\n    j = (pid_1 * N");
    row("triton-cache-hints", "read once", rows, "x in rows_kernel evicted first",
        "tl.load(x + row * cols + at, mask=at < cols, other=0.0, eviction_policy=\"evict_first\")");
    row("triton-cache-hints", "read by all", test::tritonSeed("rmsnorm"), "w in rmsnorm_kernel kept",
        "tl.load(w + at, mask=inside, other=0.0, eviction_policy=\"evict_last\")");
    row("triton-cache-hints", "written once", rows, "stores to y", "some * 2, mask=at < cols, cache_modifier=\".cs\")");
    row("triton-alignment", "of an index", blocks, "at in twice_kernel",
        "at = tl.max_contiguous(tl.multiple_of(tl.program_id(0) * BLOCK + tl.arange(0, BLOCK), BLOCK), BLOCK)");
    row("triton-alignment", "of a counter", rows, "first of the loop",
        "BLOCK):\n        first = tl.multiple_of(first, BLOCK)\n        at = first");
    row("triton-autotune", "over warps", rows, "numbers of warps",
        "@triton.autotune(\n    configs=[triton.Config({}, num_warps=warps) for warps in (2, 4, 8, 16)],\n    "
        "key=[\"cols\"],\n)\n@triton.jit");
}

void TestTritonRules::rulesRewrite()
{
    QFETCH(QString, rule);
    QFETCH(QString, source);
    QFETCH(QString, where);
    QFETCH(QString, expected);
    const std::string made = changed(source.toStdString(), rule.toStdString(), where.toStdString());
    QVERIFY2(!made.empty(), "there is no such place");
    for (const QString& line : expected.split('|')) {
        QVERIFY2(made.find(line.toStdString()) != std::string::npos, (line.toStdString() + "\n" + made).c_str());
    }
    QVERIFY2(rules::parseTritonKernel(made), made.c_str());
}

void TestTritonRules::whatDoesNotFitIsLeftAlone_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("where");
    const char* rule = "triton-block";
    const char* where = "";
    const auto row = [&](const char* name, const std::string& source, const char* from, const char* to) {
        QTest::addRow("%s: %s", rule, name) << rule << QString::fromStdString(replaced(source, from, to)) << where;
    };
    const std::string rows = std::string(kHead) + kRows;
    const std::string blocks = std::string(kHead) + kBlocks;
    row("a grid of another size", blocks, "cdiv(count, 256)", "cdiv(count, 128)");
    row("a grid that two launches share", blocks, "BLOCK=256)\n",
        "BLOCK=256)\n    twice_kernel[grid](y, x, count, BLOCK=256)\n");
    row("a grid that is not written out", blocks, "(triton.cdiv(count, 256),)", "programs(count)");
    row("a sum of each program", blocks, "tl.store(y + at, 2", "tl.store(y + tl.program_id(0), 2");
    row("a number of the program's own", blocks, "inside = at < count", "inside = at < count + tl.program_id(0)");
    row("a size that is counted with", blocks, "2 * tl.load", "BLOCK * tl.load");
    row("a size that is passed on", blocks, "2 * tl.load", "tl.minimum(BLOCK, 7) * tl.load");
    row("a loop whose counter is an address", rows, "tl.load(x + row * cols + at",
        "tl.load(x + row * cols + first + at");
    row("a whole row", rows, "first + tl.arange(0, BLOCK)", "tl.arange(0, BLOCK)");
    row("a size worked out at the launch", rows, "BLOCK=256", "BLOCK=triton.next_power_of_2(cols)");
    row("arguments that are not written out", rows, "x, y, cols, BLOCK=256", "*all, BLOCK=256");
    row("a kernel that is passed on", blocks, "    count = x", "    other = twice_kernel\n    count = x");
    QTest::addRow("triton-block: no side of a product below 16")
        << "triton-block" << QString::fromStdString(test::tritonSeed("matmul")) << "blocks of 8 ";
    rule = "triton-even-masks";
    row("another end", blocks, "at < count", "at < count - 1");
    row("a comparison by another sign", blocks, "at < count", "at <= count");
    row("either of two", blocks, "at < count", "(at < count) | (at < 0)");
    row("something that depends on data", blocks, "at < count", "(at < count) & (tl.load(x) > 0)");
    row("brackets that are missing", blocks, "at < count", "at < count & at < count");
    row("a shifted index", blocks, "tl.program_id(0) * BLOCK", "1 + tl.program_id(0) * BLOCK");
    row("another step", rows, "range(0, cols, BLOCK)", "range(0, cols, 2 * BLOCK)");
    row("another begin", rows, "range(0, cols, BLOCK)", "range(BLOCK, cols, BLOCK)");
    row("a grid with more programs", blocks, "(triton.cdiv(count, 256),)", "(triton.cdiv(count, 256) + 1,)");
    row("a grid for something else", blocks, "cdiv(count, 256)", "cdiv(x.shape[0], 256)");
    row("an index that changes on the way", blocks, "    inside =", "    at = at + 1\n    inside =");
    row("an index that changes under a condition", blocks,
        "    inside =", "    if count > 7:\n        at += 1\n    inside =");
    row("a size that the kernel changes", blocks, "    inside =", "    count = count + 1\n    inside =");
    row("an index that the round before changes", blocks,
        "    inside = at < count\n    tl.store(y + at, 2 * tl.load(x + at, mask=inside), mask=inside)\n",
        "    for step in range(3):\n        tl.store(y + at, 2, mask=at < count)\n        at += BLOCK\n");
    row("a mask that the round before changes", rows, "        tl.store",
        "        row += 1\n        first += 1\n        tl.store");
    row("a grid whose size changes on the way", blocks, "    twice_kernel[",
        "    count = count + 1\n    twice_kernel[");
    row("a grid that is given anew", blocks, "    twice_kernel[", "    grid, other = more(grid)\n    twice_kernel[");
    row("a grid of a round before", blocks, "    twice_kernel[grid](x, y, count, BLOCK=256)\n",
        "    while count > 0:\n        twice_kernel[grid](x, y, count, BLOCK=256)\n        count -= 1\n");
    rule = "triton-autotune";
    row("what it writes it reads", blocks, "tl.load(x + at", "tl.load(y + at");
    row("one tensor under two names", blocks, "](x, y,", "](x, x,");
    row("an atomic", blocks, "    inside =", "    tl.atomic_add(y, 1)\n    inside =");
    row("an address made elsewhere", blocks, "tl.load(x + at", "tl.load(at");
    row("warps that are chosen already", blocks, "BLOCK=256)", "BLOCK=256, num_warps=8)");
    rule = "triton-warps";
    row("arguments that are not written out", rows, "BLOCK=256", "BLOCK=256, **options");
    row("a parameter of that name", replaced(rows, "BLOCK=256", "BLOCK=256, num_warps=4"), "BLOCK: tl.constexpr",
        "BLOCK: tl.constexpr, num_warps: tl.constexpr");
    row("a number worked out elsewhere", rows, "BLOCK=256", "BLOCK=256, num_warps=warps");
    rule = "triton-stages";
    row("no loop", blocks, "BLOCK=256", "BLOCK=256");
    rule = "triton-loops";
    where = "written out";
    row("rounds that are not known", rows, "cols", "cols");
    row("too many rounds", test::tritonSeed("cumsum"), "range(0, cols, BLOCK)", "range(17)");
    where = "";
    row("another loop", rows, "range(0, cols, BLOCK)", "steps(cols, BLOCK)");
    rule = "triton-program-order";
    row("one axis", rows, "cols", "cols");
    row("three axes", test::tritonSeed("conv1d"), "x", "x");
    row("an axis worked out", test::tritonSeed("matmul"), "tl.program_id(1)", "tl.program_id(1 - 0)");
    rule = "triton-products";
    row("products of halves", test::tritonSeed("matmul"), ", input_precision=\"ieee\"", "");
    rule = "triton-cache-hints";
    where = "loads";
    row("hints that are there", rows, "other=0.0", "other=0.0, cache_modifier=\".cg\"");
    rule = "triton-alignment";
    where = "";
    row("an index from elsewhere", blocks, "tl.program_id(0) * BLOCK", "tl.program_id(0) * count");
}

void TestTritonRules::whatDoesNotFitIsLeftAlone()
{
    QFETCH(QString, rule);
    QFETCH(QString, source);
    QFETCH(QString, where);
    const auto kernel = rules::parseTritonKernel(source.toStdString());
    QVERIFY2(kernel, kernel ? "" : kernel.error().sentence().c_str());
    for (const rules::Site& site : ::rule(rule.toStdString()).sites(**kernel)) {
        QVERIFY2(site.what.find(where.toStdString()) == std::string::npos, site.what.c_str());
    }
}

void TestTritonRules::markedConstantsAreTuned()
{
    const std::string source = replaced(std::string(kHead) + kRows, "@triton.jit",
                                        "SIZE = 256  # tune: 128 256 512\nOTHER = 7\n\n\n@triton.jit");
    const auto kernel = rules::parseTritonKernel(source);
    QVERIFY(kernel);
    const auto tunables = rules::tunablesIn(**kernel);
    QCOMPARE(tunables.size(), std::size_t{1});
    QCOMPARE(tunables[0].name, std::string("SIZE"));
    QCOMPARE(tunables[0].choices, (std::vector<std::int64_t>{128, 256, 512}));
    QVERIFY(rules::withTunable(**kernel, tunables[0], 512).find("SIZE = 512  # tune: 128 256 512\n") !=
            std::string::npos);
    QCOMPARE(rules::tunedIn(source).at("SIZE"), std::int64_t{256});
}

QTEST_GUILESS_MAIN(TestTritonRules)
#include "tst_tritonrules.moc"
