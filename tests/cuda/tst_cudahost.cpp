#include "core/base/file.h"
#include "core/cuda/hostentry.h"
#include "core/evaluate/target/cudatarget.h"
#include "core/task/sharedlibrary.h"
#include "core/task/tasklibrary.h"
#include "seeds.h"
#include "workshop.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace espalier;

namespace {

const std::string kHead = "// tier: 2\n#include \"task.h\"\n";
const std::string kFunction = "void softmax(const float* x, float* y, int64_t rows, int64_t cols, cudaStream_t stream)";
const std::string kKernel =
    "__global__ void row(const float* x, float* y, int64_t cols) { y[blockIdx.x] = x[cols]; }\n";

/// A source whose host code does nothing but launch, with `more` before it.
std::string launching(const std::string& more = {})
{
    return kHead + more + kKernel + kFunction + " { row<<<(unsigned)rows, 1, 0, stream>>>(x, y, cols); }\n";
}

std::string example(const std::string& name)
{
    const auto source = readFile(ESPALIER_SOURCE_DIR "/tests/adversarial/cuda/host/controls/" + name + ".cu");
    return source ? *source : std::string();
}

} // namespace

/// CUDA C++ with host code of its own becomes a shared library, or a verdict that says why not.
class TestCudaHost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anInstalledCompilerIsFound();
    void theHeadStatesTheTier_data();
    void theHeadStatesTheTier();
    void theTasksFunctionTakesAStream();
    void tensorsOf16BitsHaveTheirTypes();
    void examplesAreBuilt_data();
    void examplesAreBuilt();
    void itIsBuiltAsItsTier();
    void equalCandidatesAreBuiltOnce();
    void optionsReachTheCompiler();
    void refusedWithItsReason_data();
    void refusedWithItsReason();
    void theCompilerSeesNoFileOfTheUser();
    void aBuildWithoutEndIsStopped();

private:
    static bool hasCompiler() { return NvccToolchain::findCompiler().has_value(); }

    std::unique_ptr<test::Workshop> m_workshop;
};

void TestCudaHost::initTestCase()
{
    m_workshop = std::make_unique<test::Workshop>("softmax");
}

/// So that the others do not skip for a fault of ours.
void TestCudaHost::anInstalledCompilerIsFound()
{
    if (!std::filesystem::exists("/usr/local/cuda/bin/nvcc")) {
        QSKIP("there is no CUDA Toolkit in /usr/local/cuda");
    }
    QVERIFY(hasCompiler());
    QVERIFY(!std::filesystem::is_symlink(*NvccToolchain::findCompiler()));
}

void TestCudaHost::theHeadStatesTheTier_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<int>("tier"); // 0: refused
    QTest::newRow("nothing") << QByteArray() << 1;
    QTest::newRow("a seed") << QByteArray::fromStdString(test::cudaSeed("softmax")) << 1;
    QTest::newRow("stated") << QByteArray("// tier: 2\nint a;") << 2;
    QTest::newRow("without blanks") << QByteArray("#include <x>\n\n//tier:2\r\nint a;") << 2;
    QTest::newRow("tier 1, said aloud") << QByteArray("// tier: 1\n// launch: a") << 1;
    QTest::newRow("after the head") << QByteArray("int a;\n// tier: 2\n") << 1;
    QTest::newRow("in a sentence") << QByteArray("// of tier: 2\n") << 1;
    QTest::newRow("tier 3") << QByteArray("// tier: 3\n") << 0;
    QTest::newRow("no number") << QByteArray("// tier: native\n") << 0;
    QTest::newRow("empty") << QByteArray("// tier:") << 0;
    QTest::newRow("launch lines too") << QByteArray("// tier: 2\n// launch: a global(1) local(1) args()\n") << 0;
    QTest::newRow("scratch lines too") << QByteArray("// scratch: a float[1]\n// tier: 2\n") << 0;
}

void TestCudaHost::theHeadStatesTheTier()
{
    QFETCH(QByteArray, source);
    QFETCH(int, tier);
    const auto stated = statedTier(source.toStdString());
    QCOMPARE(stated ? *stated : 0, tier);
    const Candidate plain = CudaTarget::plain(source.toStdString());
    QCOMPARE(plain.compiler, std::string(tier == 2 ? "nvcc" : "nvrtc"));
}

void TestCudaHost::theTasksFunctionTakesAStream()
{
    const Task task = test::shippedTask("rmsnorm");
    QVERIFY(hostHeader(task).find("void rmsnorm(const float* x, const float* w, float* y, int64_t rows, int64_t cols, "
                                  "cudaStream_t stream);") != std::string::npos);
    QVERIFY(hostEntryPoint(task).find(
                "::rmsnorm(static_cast<const float*>(in[0]), static_cast<const float*>(in[1]), "
                "static_cast<float*>(out[0]), dims[0], dims[1], static_cast<cudaStream_t>(stream));") !=
            std::string::npos);
}

void TestCudaHost::tensorsOf16BitsHaveTheirTypes()
{
    Task task = test::shippedTask("rmsnorm_backward_fp16");
    std::string header = hostHeader(task);
    QVERIFY2(header.find("#include <cuda_fp16.h>") != std::string::npos, header.c_str());
    QVERIFY2(header.find("const __half* ") != std::string::npos, header.c_str());
    task.outputs.front().dtype = DType::BFloat16;
    header = hostHeader(task);
    QVERIFY2(header.find("#include <cuda_bf16.h>") != std::string::npos, header.c_str());
    QVERIFY2(header.find(", __nv_bfloat16* ") != std::string::npos, header.c_str());
    if (!hasCompiler()) {
        QSKIP("nvcc is not installed");
    }
    test::Workshop workshop("rmsnorm_backward_fp16");
    const std::string function = hostHeader(workshop.task).substr(hostHeader(workshop.task).find("void "));
    const BuildOutcome outcome = workshop.build(kHead + function.substr(0, function.find(';')) + " {}\n");
    QVERIFY2(outcome.library, (outcome.reason + "\n" + outcome.report.log).c_str());
}

void TestCudaHost::examplesAreBuilt_data()
{
    QTest::addColumn<QByteArray>("task");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("softmax") << QByteArray("softmax") << QByteArray("chooses");
    QTest::newRow("rmsnorm") << QByteArray("rmsnorm") << QByteArray("gridstride");
}

void TestCudaHost::examplesAreBuilt()
{
    QFETCH(QByteArray, task);
    QFETCH(QByteArray, name);
    if (!hasCompiler()) {
        QSKIP("nvcc is not installed");
    }
    test::Workshop workshop(task.toStdString());
    const BuildOutcome outcome = workshop.build(example(name.toStdString()));
    QVERIFY2(outcome.library, (outcome.reason + "\n" + outcome.report.log).c_str());
    const auto library = SharedLibrary::open(*outcome.library);
    QVERIFY2(library, library ? "" : library.error().sentence().c_str());
    QVERIFY((*library)->symbol("kernel") != nullptr);
    QVERIFY((*library)->symbol(task) == nullptr); // hidden, as all that is the candidate's
    QVERIFY2(outcome.report.log.find("error") == std::string::npos, outcome.report.log.c_str());
}

void TestCudaHost::itIsBuiltAsItsTier()
{
    if (!hasCompiler()) {
        QSKIP("nvcc is not installed");
    }
    const BuildOutcome outcome = m_workshop->build(launching());
    QVERIFY2(outcome.library, (outcome.reason + "\n" + outcome.report.log).c_str());
    QVERIFY(outcome.runs());
    QCOMPARE(outcome.tier.value_or(0), 2);
    const QString log = QString::fromStdString(outcome.report.log);
    QVERIFY2(log.contains(QRegularExpression(QStringLiteral("Used \\d+ registers"))), qPrintable(log));
    QVERIFY2(log.contains(QLatin1String("0 bytes spill stores")), qPrintable(log));
    QVERIFY2(outcome.report.command.starts_with("nvcc ") &&
                 outcome.report.command.find("-arch=sm_90a") != std::string::npos,
             outcome.report.command.c_str());
    QVERIFY(outcome.report.seconds > 0);
    const BuildOutcome device = m_workshop->build(test::cudaSeed("softmax"));
    QVERIFY2(device.runs() && !device.tier, device.reason.c_str());
}

void TestCudaHost::equalCandidatesAreBuiltOnce()
{
    if (!hasCompiler()) {
        QSKIP("nvcc is not installed");
    }
    const BuildOutcome first = m_workshop->build(launching());
    const BuildOutcome again = m_workshop->build(launching());
    QVERIFY(first.library && again.library);
    QCOMPARE(*again.library, *first.library);
}

void TestCudaHost::optionsReachTheCompiler()
{
    if (!hasCompiler()) {
        QSKIP("nvcc is not installed");
    }
    const BuildOutcome outcome = m_workshop->build(launching(), {"--use_fast_math", "--maxrregcount=32"});
    QVERIFY2(outcome.library, (outcome.reason + "\n" + outcome.report.log).c_str());
    QVERIFY(outcome.report.command.find("--use_fast_math --maxrregcount=32") != std::string::npos);
    const BuildOutcome refused = m_workshop->build(launching(), {"-Xcompiler=-fplugin=x"});
    QVERIFY(!refused.library && refused.reason.find("is not on the list") != std::string::npos);
}

void TestCudaHost::refusedWithItsReason_data()
{
    QTest::addColumn<int>("verdict");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("word");
    const auto row = [](const char* name, const std::string& source, const char* word,
                        Verdict verdict = Verdict::BuildFailed) {
        QTest::newRow(name) << static_cast<int>(verdict) << QByteArray::fromStdString(source) << QByteArray(word);
    };
    row("no function", kHead + kKernel, "does not define the one that task.h declares: `softmax(float const*");
    row("another signature", kHead + "void softmax(const float* x, float* y, int rows, int cols, cudaStream_t) {}\n",
        "does not define the one that task.h declares");
    row("a library that is not linked",
        launching("extern \"C\" int cublasCreate_v2(void**);\n"
                  "static const int made = cublasCreate_v2(nullptr);\n"),
        "`cublasCreate_v2'");
    row("syntax of the device", launching("__global__ void other() { nothing(); }\n"),
        "candidate.cu(3): error: identifier \"nothing\" is undefined");
    row("syntax of the host", launching("int other() { return nothing; }\n"),
        "candidate.cu(3): error: identifier \"nothing\" is undefined");
    row("too much shared memory",
        launching("__global__ void other(float* y) { __shared__ float s[60000]; s[threadIdx.x] "
                  "= y[1]; __syncthreads(); y[0] = s[threadIdx.x + 1]; }\n"),
        "too much shared data");
    row("launch lines", "// tier: 2\n// launch: softmax global(1) local(1) args(x)\n", "states tier 2");
    row("tier 3", "// tier: 3\n", "states the tier \"3\"");
    row("a file of the machine", launching("#include \"/etc/passwd\"\n"), "would read a file", Verdict::Blocked);
}

void TestCudaHost::refusedWithItsReason()
{
    if (!hasCompiler()) {
        QSKIP("nvcc is not installed");
    }
    QFETCH(int, verdict);
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, word);
    const BuildOutcome outcome = m_workshop->build(source.toStdString());
    QVERIFY(!outcome.library);
    QVERIFY2(outcome.verdict == static_cast<Verdict>(verdict), toText(outcome.verdict).data());
    QVERIFY2(outcome.reason.find(word.toStdString()) != std::string::npos,
             (outcome.reason + "\n" + outcome.report.log).c_str());
}

void TestCudaHost::theCompilerSeesNoFileOfTheUser()
{
    if (!hasCompiler()) {
        QSKIP("nvcc is not installed");
    }
    const QTemporaryDir home;
    const std::string secret = home.filePath(QStringLiteral("secret")).toStdString();
    std::ofstream(secret) << "a key";
    // The assembler's word is put together from two strings, which no reading of the text finds.
    const BuildOutcome outcome = m_workshop->build(launching("asm(\".inc\" \"bin \\\"" + secret + "\\\"\");\n"));
    QVERIFY2(!outcome.library, "the compiler read a file of the user");
    QVERIFY2(outcome.report.log.find(secret) != std::string::npos, outcome.report.log.c_str());
}

void TestCudaHost::aBuildWithoutEndIsStopped()
{
    if (!hasCompiler()) {
        QSKIP("nvcc is not installed");
    }
    NvccToolchain brief(
        m_workshop->task, m_workshop->folder.path() / "brief", findProgram(ESPALIER_BIN_DIR, "espalier-cuworker"),
        examineSandbox(findProgram(ESPALIER_BIN_DIR, "espalier-worker"), findBubblewrap()), {},
        {std::chrono::milliseconds(3000), std::size_t{1} << 30, std::size_t{64} << 20, std::size_t{16} << 20, 64});
    const BuildOutcome outcome = brief.build(CudaTarget::plain(
        launching("template <int N, int M> struct T { static constexpr int v = T<N - 1, 2 * M>::v + T<N - 1, 2 * M + "
                  "1>::v; };\ntemplate <int M> struct T<0, M> { static constexpr int v = M; };\n"
                  "int other = T<26, 0>::v;\n")));
    QVERIFY(!outcome.library);
    QVERIFY2(outcome.reason.find("stopped") != std::string::npos, outcome.reason.c_str());
}

QTEST_GUILESS_MAIN(TestCudaHost)
#include "tst_cudahost.moc"
