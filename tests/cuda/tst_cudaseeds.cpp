#include "core/base/temporaryfolder.h"
#include "core/cuda/cudarunner.h"
#include "core/evaluate/judge/layout.h"
#include "core/task/halfsource.h"
#include "core/task/sharedlibrary.h"
#include "core/task/tasklibrary.h"
#include "core/task/variedinputs.h"
#include "recordingdevice.h"
#include "seeds.h"

#include <QtTest>

#include <cstring>

using namespace espalier;
using test::RecordingDevice;

namespace {

/// What a thread of a GPU knows of its place, for device code compiled for the processor.
const char* const kGrid = R"(#include <math.h>
#define SHOWN __attribute__((visibility("default")))
#define __global__ extern "C" SHOWN
struct Three { unsigned x, y, z; };
extern "C" {
SHOWN Three blockIdx;
SHOWN Three blockDim;
SHOWN Three threadIdx;
}
#include "seed.cu"
)";

/// CUDA's headers for 16-bit numbers, as far as seeds need them.
const char* const kHalfHeader = R"(#pragma once
#include "halffloat.h"
using __half = espalier::Float16;
inline float __half2float(__half value) { return value; }
inline __half __float2half(float value) { return __half(value); }
)";
const char* const kBfloatHeader = R"(#pragma once
#include "halffloat.h"
using __nv_bfloat16 = espalier::BFloat16;
inline float __bfloat162float(__nv_bfloat16 value) { return value; }
inline __nv_bfloat16 __float2bfloat16(float value) { return __nv_bfloat16(value); }
)";

struct Three
{
    unsigned x, y, z;
};

using Word = std::uint64_t;
constexpr std::size_t kWords = 12;

/// Longs and pointers are passed alike, and a function leaves what it does not take (System V, AAPCS64).
using Kernel = void (*)(Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word);

void callOnce(Kernel kernel, const std::array<Word, kWords>& w)
{
    kernel(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9], w[10], w[11]);
}

template <class F>
void forEachPlace(const std::array<unsigned, 3>& extent, Three& place, F&& visit)
{
    for (place.z = 0; place.z < extent[2]; ++place.z) {
        for (place.y = 0; place.y < extent[1]; ++place.y) {
            for (place.x = 0; place.x < extent[0]; ++place.x) {
                visit();
            }
        }
    }
}

/// A launch, one thread after another: enough for kernels whose threads do not wait for each other.
class ProcessorGrid
{
public:
    explicit ProcessorGrid(const SharedLibrary& library)
        : m_library(library), m_block(*static_cast<Three*>(library.symbol("blockIdx"))),
          m_extent(*static_cast<Three*>(library.symbol("blockDim"))),
          m_thread(*static_cast<Three*>(library.symbol("threadIdx")))
    {
    }

    void run(RecordingDevice& device, const CudaLaunch& launch)
    {
        std::array<Word, kWords> words{};
        for (std::size_t i = 0; i < launch.arguments.size(); ++i) {
            const Word word = launch.arguments[i]; // every address is above every size
            words.at(i) = word < RecordingDevice::addressOf(0) ? word : reinterpret_cast<Word>(device.at(word, 1));
        }
        const auto kernel = reinterpret_cast<Kernel>(m_library.symbol(launch.symbol.c_str()));
        m_extent = {launch.block[0], launch.block[1], launch.block[2]};
        forEachPlace(launch.grid, m_block,
                     [&] { forEachPlace(launch.block, m_thread, [&] { callOnce(kernel, words); }); });
    }

private:
    const SharedLibrary& m_library;
    Three& m_block;
    Three& m_extent;
    Three& m_thread;
};

/// The seed's launches for one case on such a device; what is wrong with the first wrong output.
std::string wrongOutput(const Task& task, const Case& one, const CheckedInputs& set, const std::string& source,
                        const SharedLibrary& library)
{
    const Layout layout = Layout::of(task, one.dims);
    std::vector<std::byte> inputs(layout.inputBytes);
    std::vector<std::byte> outputs(layout.outputBytes, std::byte{0x77});
    CudaRunner::Call call;
    for (std::size_t i = 0; i < layout.inputs.size(); ++i) {
        call.inputs.push_back(layout.inputs[i].offset);
        std::memcpy(inputs.data() + layout.inputs[i].offset, set.inputs.buffers()[i], layout.inputs[i].bytes);
    }
    for (const Layout::Span& output : layout.outputs) {
        call.outputs.push_back(output.offset);
    }
    for (const auto& [name, size] : one.dims) {
        call.dims.push_back(size);
    }
    ProcessorGrid grid(library);
    RecordingDevice device;
    std::vector<CubinKernel> kernels;
    const auto manifest = Manifest::parse(source, KernelSignature::of(task));
    for (const Manifest::Launch& launch : manifest->launches) {
        kernels.push_back({launch.kernel, {}, 0, 0, 0});
        device.kernels[launch.kernel] = [&](RecordingDevice& at, const CudaLaunch& made) { grid.run(at, made); };
    }
    auto runner = CudaRunner::load(device, {KernelSignature::of(task), source, {}}, kernels,
                                   {inputs.data(), inputs.size(), outputs.data(), outputs.size()});
    const auto seconds = runner ? runner->run(call) : Result<double>(runner.error());
    if (!seconds) {
        return seconds.error().sentence();
    }
    for (std::size_t i = 0; i < task.outputs.size(); ++i) {
        if (const auto wrong = compareOutput(task.outputs[i], one.dims, outputs.data() + layout.outputs[i].offset,
                                             set.expected[i], task.tolerance)) {
            return wrong->sentence;
        }
    }
    return {};
}

} // namespace

/// Every shipped task's seed.cu computes its task, as far as a processor can tell: in its smoke and hidden cases, its
/// kernels compiled as C++ and run one thread after another.
class TestCudaSeeds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void computesItsTask_data();
    void computesItsTask();

private:
    TemporaryFolder m_folder{"espalier-cudaseeds"};
};

void TestCudaSeeds::computesItsTask_data()
{
    qputenv("XDG_CACHE_HOME", (m_folder.path() / "cache").c_str());
    QTest::addColumn<QString>("task");
    for (const std::string& name : taskNames(ESPALIER_SOURCE_DIR "/resources/tasks")) {
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

void TestCudaSeeds::computesItsTask()
{
    QFETCH(QString, task);
    const Task tried = test::shippedTask(task.toStdString());
    const std::string source = test::cudaSeed(tried.name);
    QVERIFY2(Manifest::parse(source, KernelSignature::of(tried)), "no seed.cu, or one without a launch manifest");
    const auto file = m_folder.path() / (tried.name + ".so");
    const auto built = buildSharedLibrary({{"main.cpp", kGrid},
                                           {"seed.cu", source},
                                           {"halffloat.h", std::string(halfFloatSource())},
                                           {"cuda_fp16.h", kHalfHeader},
                                           {"cuda_bf16.h", kBfloatHeader}},
                                          {"-O1", "-I."}, file, tried.name + "/seed.cu");
    QVERIFY2(built, built ? "" : built.error().sentence().c_str());
    const auto library = SharedLibrary::open(file);
    const auto reference = ReferenceLibrary::load(tried);
    QVERIFY(library && reference);
    Rng rng(3);
    for (const Case& one : tried.cases) {
        if (one.role != CaseRole::Smoke && one.role != CaseRole::Hidden) {
            continue;
        }
        const auto set = drawChecked(tried, one, **reference, Variation::None, rng);
        QVERIFY(set);
        const std::string wrong = wrongOutput(tried, one, *set, source, **library);
        QVERIFY2(wrong.empty(), (one.name + ": " + wrong).c_str());
    }
}

QTEST_GUILESS_MAIN(TestCudaSeeds)
#include "tst_cudaseeds.moc"
