#include "core/base/file.h"
#include "core/base/process.h"
#include "core/base/temporaryfolder.h"
#include "core/diagnose/codefingerprint.h"

#include <QtTest>

using namespace espalier;

/// Equal for what does the same wherever it lies, different for whatever else.
class TestCodeFingerprint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addressesAndAlignmentDoNotCount();
    void whatIsDoneCounts_data();
    void whatIsDoneCounts();
    void anyTextIsTaken();
    void compiledKernels_data();
    void compiledKernels();
};

namespace {

/// A function with a loop, a constant, an imported function and a variable behind the global offset table.
const std::string kListing = R"(
libx.so:     file format elf64-x86-64

Sections:
Idx Name          Size      VMA               LMA               File off  Algn
  0 .plt          00000020  0000000000001020  0000000000001020  00001020  2**4
                  CONTENTS, ALLOC, LOAD, READONLY, CODE
  1 .text         00000100  0000000000001100  0000000000001100  00001100  2**4
                  CONTENTS, ALLOC, LOAD, READONLY, CODE
  2 .rodata       00000010  0000000000002000  0000000000002000  00002000  2**2
                  CONTENTS, ALLOC, LOAD, READONLY, DATA
  3 .got          00000010  0000000000003fe0  0000000000003fe0  00002fe0  2**3
                  CONTENTS, ALLOC, LOAD, DATA
  4 .bss          00000008  0000000000004000  0000000000004000  00003000  2**0
                  ALLOC

DYNAMIC RELOCATION RECORDS
OFFSET           TYPE              VALUE
0000000000003fe8 R_X86_64_GLOB_DAT  environ@GLIBC_2.2.5
0000000000003ff0 R_X86_64_JUMP_SLOT  expf@GLIBC_2.27


Disassembly of section .plt:

0000000000001020 <expf@plt>:
    1020:	jmp    *0x2fca(%rip)        # 3ff0 <expf@GLIBC_2.27>

Disassembly of section .text:

0000000000001100 <helper>:
    1100:	vmulss 0xef8(%rip),%xmm0,%xmm0        # 2000 <_fini+0xd50>
    1108:	ret
    1109:	nopl   0x0(%rax)

0000000000001110 <kernel>:
    1110:	mov    0x2ed1(%rip),%rax        # 3fe8 <environ@GLIBC_2.2.5>
    1117:	call   1100 <helper>
    111c:	call   1020 <expf@plt>
    1121:	add    $0x4,%rdi
    1125:	cmp    %rsi,%rdi
    1128:	jne    1117 <kernel+0x7>
    112a:	ret
)";

std::string with(std::string text, const std::string& from, const std::string& to)
{
    const std::size_t at = text.find(from);
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

/// The same code 0x40 further on, with other alignment.
std::string movedListing()
{
    std::string text = kListing.substr(0, kListing.find("0000000000001100 <helper>"));
    text += R"(
0000000000001140 <assistant>:
    1140:	vmulss 0xeb8(%rip),%xmm0,%xmm0        # 2000 <_fini+0xd50>
    1148:	ret
    1149:	cs nopw 0x0(%rax,%rax,1)
    1153:	data16 cs nopw 0x0(%rax,%rax,1)

0000000000001160 <kernel>:
    1160:	mov    0x2e81(%rip),%rax        # 3fe8 <environ@GLIBC_2.2.5>
    1167:	nopw   0x0(%rax,%rax,1)
    1170:	call   1140 <assistant>
    1175:	call   1020 <expf@plt>
    117a:	add    $0x4,%rdi
    117e:	cmp    %rsi,%rdi
    1181:	jne    1167 <kernel+0x7>
    1183:	xchg   %ax,%ax
    1185:	ret
)";
    return text;
}

constexpr const char* kPlain = R"(
#include <math.h>
static float scaled(float v) { return v * 0.25f; }
extern "C" void kernel(const float* x, float* y, long n)
{
    for (long i = 0; i < n; ++i) {
        y[i] = expf(scaled(x[i]));
    }
}
)";

std::string compiled(const std::string& source, const std::vector<std::string>& options)
{
    const TemporaryFolder folder("espalier-code");
    const auto file = folder.path() / "candidate.cpp";
    if (!writeFileAtomic(file, source)) {
        return {};
    }
    ProcessSpec spec;
    spec.argv = {"g++", "-shared", "-fPIC"};
    spec.argv.insert(spec.argv.end(), options.begin(), options.end());
    spec.argv.insert(spec.argv.end(), {file.string(), "-o", (folder.path() / "candidate.so").string()});
    const auto built = runProcess(spec);
    return built && built->succeeded() ? codeFingerprint(folder.path() / "candidate.so") : std::string();
}

} // namespace

void TestCodeFingerprint::addressesAndAlignmentDoNotCount()
{
    QVERIFY(!normalisedCode(kListing).empty());
    QCOMPARE(normalisedCode(movedListing()), normalisedCode(kListing));
}

void TestCodeFingerprint::whatIsDoneCounts_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    const auto row = [](const char* name, const char* from, const char* to) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to);
    };
    row("another instruction", "vmulss", "vaddss");
    row("another register", "%xmm0,%xmm0 ", "%xmm0,%xmm1 ");
    row("another immediate", "$0x4", "$0x8");
    row("another constant", "# 2000", "# 2004");
    row("another import", "call   1020 <expf@plt>", "call   1020 <logf@plt>");
    row("another variable", "GLOB_DAT  environ", "GLOB_DAT  stdout");
    row("another target", "jne    1117", "jne    111c");
    row("another callee", "call   1100 <helper>", "call   1110 <kernel>");
    row("another entry", "<helper>:\n", "<kernel>:\n");
    row("more memory", ".bss          00000008", ".bss          00000010");
    row("one instruction more", "    112a:\tret", "    112a:\tcltq\n    112c:\tret");
}

void TestCodeFingerprint::whatIsDoneCounts()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    const std::string changed = with(kListing, from.toStdString(), to.toStdString());
    QVERIFY(changed != kListing);
    QVERIFY(normalisedCode(changed) != normalisedCode(kListing));
}

void TestCodeFingerprint::anyTextIsTaken()
{
    for (const char* text : {"", "\n", "Disassembly of section .text:", "Disassembly of section .text:\n\n 10:\t\n",
                             "  0 .text zz zz zz zz 2**4", "0000000000001100 <kernel>:"}) {
        QVERIFY(normalisedCode(text).empty());
    }
    for (std::size_t end = 0; end < kListing.size(); end += 7) {
        normalisedCode(std::string_view(kListing).substr(0, end));
    }
    QVERIFY(codeFingerprint("/nonexistent/candidate.so").empty());
}

void TestCodeFingerprint::compiledKernels_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("option");
    QTest::addColumn<bool>("same");
    const auto row = [](const char* name, const std::string& source, const char* option, bool same) {
        QTest::newRow(name) << QByteArray::fromStdString(source) << QByteArray(option) << same;
    };
    row("itself", kPlain, "-O2", true);
    row("another helper's name", with(with(kPlain, "scaled", "quarter"), "expf(scaled", "expf(quarter"), "-O2", true);
    row("the product turned round", with(kPlain, "v * 0.25f", "0.25f * v"), "-O2", true);
    row("an option without effect", kPlain, "-fomit-frame-pointer", true);
    row("another constant", with(kPlain, "0.25f", "0.125f"), "-O2", false);
    row("another function", with(kPlain, "expf", "logf"), "-O2", false);
    row("another direction", with(kPlain, "i < n", "i <= n"), "-O2", false);
    row("flushes what is tiny", kPlain, "-ffast-math", false);
    row("a table", with(kPlain, "v * 0.25f", "v * (const float[]){1, 2, 3, 4}[(long)v & 3]"), "-O2", false);
}

void TestCodeFingerprint::compiledKernels()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, option);
    QFETCH(bool, same);
    const std::string plain = compiled(kPlain, {"-O2"});
    if (plain.empty()) {
        QSKIP("g++ or objdump is missing");
    }
    const std::string other = compiled(source.toStdString(), {"-O2", option.toStdString()});
    QVERIFY(!other.empty());
    QCOMPARE(other == plain, same);
}

QTEST_GUILESS_MAIN(TestCodeFingerprint)
#include "tst_codefingerprint.moc"
