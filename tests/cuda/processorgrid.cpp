#include "processorgrid.h"

#include "core/base/file.h"
#include "core/cuda/cudarunner.h"
#include "core/evaluate/judge/layout.h"
#include "core/task/halfsource.h"
#include "core/task/tasklibrary.h"
#include "core/task/variedinputs.h"

#include <algorithm>
#include <csetjmp>
#include <cstring>
#include <regex>
#include <ucontext.h>
#include <vector>

namespace espalier::test {
namespace {

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
constexpr std::size_t kWords = 16;
constexpr unsigned kWarp = 32;
constexpr std::size_t kStack = std::size_t{64} << 10;
constexpr std::size_t kLargestValue = 16;

/// Longs and pointers are passed alike, and a function leaves what it does not take (System V, AAPCS64).
using Kernel = void (*)(Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word, Word);

void callOnce(Kernel kernel, const std::array<Word, kWords>& w)
{
    kernel(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9], w[10], w[11], w[12], w[13], w[14], w[15]);
}

/// The threads of one block as fibres of this thread.
class Block
{
public:
    Block(Three& place, const std::array<unsigned, 3>& extent, Kernel kernel, const std::array<Word, kWords>& words)
        : m_place(place), m_extent(extent), m_kernel(kernel), m_words(words),
          m_threads(std::size_t{extent[0]} * extent[1] * extent[2])
    {
        static thread_local std::vector<char> stacks;
        stacks.resize(std::max(stacks.size(), m_threads.size() * kStack));
        m_stacks = stacks.data();
    }

    /// What went wrong; empty where nothing did.
    std::string run(ProcessorGrid::Order order);

    static Block* current;
    void meetBlock() { wait(State::AtBlock); }
    void meetWarp(const void* mine, void* theirs, std::size_t bytes, int lane);

private:
    enum class State { Ready, AtBlock, AtWarp, Ended };
    struct Thread
    {
        ucontext_t context{}; ///< to begin with
        jmp_buf place{};      ///< to go on; unlike a context it asks nothing of the kernel
        bool begun = false;
        State state = State::Ready;
        int turn = 0; ///< of its two slots, so that the quick do not write over what the slow still read
        char slots[2][kLargestValue]{};
    };

    static void enter() { current->work(); }
    [[noreturn]] void work()
    {
        callOnce(m_kernel, m_words);
        m_threads[m_running].state = State::Ended;
        _longjmp(m_scheduler, 1);
    }
    void wait(State state)
    {
        Thread& self = m_threads[m_running];
        self.state = state;
        if (_setjmp(self.place) == 0) {
            _longjmp(m_scheduler, 1);
        }
    }
    void start(std::size_t number);
    void resume(std::size_t number);
    bool release();
    bool releaseWarp(std::size_t first);

    Three& m_place;
    std::array<unsigned, 3> m_extent;
    Kernel m_kernel;
    const std::array<Word, kWords>& m_words;
    std::vector<Thread> m_threads;
    char* m_stacks = nullptr;
    jmp_buf m_scheduler{};
    std::size_t m_running = 0;
};

Block* Block::current = nullptr;

void Block::start(std::size_t number)
{
    ucontext_t& context = m_threads[number].context;
    getcontext(&context);
    context.uc_stack.ss_sp = m_stacks + number * kStack;
    context.uc_stack.ss_size = kStack;
    makecontext(&context, &Block::enter, 0);
}

void Block::resume(std::size_t number)
{
    m_running = number;
    const auto at = static_cast<unsigned>(number);
    m_place = {at % m_extent[0], at / m_extent[0] % m_extent[1], at / m_extent[0] / m_extent[1]};
    Thread& thread = m_threads[number];
    if (_setjmp(m_scheduler) == 0) {
        if (thread.begun) {
            _longjmp(thread.place, 1);
        }
        thread.begun = true;
        setcontext(&thread.context);
    }
}

void Block::meetWarp(const void* mine, void* theirs, std::size_t bytes, int lane)
{
    Thread& self = m_threads[m_running];
    const std::size_t own = m_running;
    const int slot = self.turn;
    if (bytes > 0) {
        std::memcpy(self.slots[slot], mine, std::min(bytes, kLargestValue));
    }
    self.turn = 1 - slot;
    wait(State::AtWarp);
    if (bytes > 0) {
        const std::size_t other = own / kWarp * kWarp + static_cast<std::size_t>(lane);
        std::memcpy(theirs, m_threads[other].slots[slot], std::min(bytes, kLargestValue));
    }
}

bool Block::releaseWarp(std::size_t first)
{
    const auto begin = m_threads.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = begin + kWarp;
    if (!std::all_of(begin, end, [](const Thread& thread) { return thread.state == State::AtWarp; })) {
        return false;
    }
    std::for_each(begin, end, [](Thread& thread) { thread.state = State::Ready; });
    return true;
}

bool Block::release()
{
    bool any = false;
    for (std::size_t first = 0; first + kWarp <= m_threads.size(); first += kWarp) {
        any = releaseWarp(first) || any;
    }
    if (!any && std::ranges::all_of(m_threads, [](const Thread& t) { return t.state == State::AtBlock; })) {
        std::ranges::for_each(m_threads, [](Thread& thread) { thread.state = State::Ready; });
        any = true;
    }
    return any;
}

std::string Block::run(ProcessorGrid::Order order)
{
    current = this;
    for (std::size_t i = 0; i < m_threads.size(); ++i) {
        start(i);
    }
    do {
        for (std::size_t i = 0; i < m_threads.size(); ++i) {
            const std::size_t number = order == ProcessorGrid::Order::Forwards ? i : m_threads.size() - 1 - i;
            if (m_threads[number].state == State::Ready) {
                resume(number);
            }
        }
    } while (release());
    const bool ended = std::ranges::all_of(m_threads, [](const Thread& t) { return t.state == State::Ended; });
    return ended ? "" : "some threads wait at a barrier or shuffle that others never reach";
}

void meetBlock()
{
    Block::current->meetBlock();
}

void meetWarp(const void* mine, void* theirs, std::size_t bytes, int lane)
{
    Block::current->meetWarp(mine, theirs, bytes, lane);
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

/// `extern __shared__ float row[];` names what the launch gives; the processor has it as a pointer.
std::string withDynamicShared(const std::string& source)
{
    static const std::regex declared(R"(extern __shared__ (\w+) (\w+)\[\];)");
    return std::regex_replace(source, declared, "$1* const $2 = ($1*)dynamicShared;");
}

/// One call of the candidate's launches; what is wrong with the first wrong output.
std::string wrongOutput(const Task& task, const Case& one, const CheckedInputs& set, const std::string& source,
                        ProcessorGrid& grid, ProcessorGrid::Order order)
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
    RecordingDevice device;
    std::vector<CubinKernel> kernels;
    const auto manifest = Manifest::parse(source, KernelSignature::of(task));
    if (!manifest) {
        return manifest.error().sentence();
    }
    for (const Manifest::Launch& launch : manifest->launches) {
        kernels.push_back({launch.kernel, {}, 0, 0, 0});
        device.kernels[launch.kernel] = [&](RecordingDevice& at, const CudaLaunch& made) { grid.run(at, made, order); };
    }
    auto runner = CudaRunner::load(device, {KernelSignature::of(task), source, {}}, kernels,
                                   {inputs.data(), inputs.size(), outputs.data(), outputs.size()});
    const auto seconds = runner ? runner->run(call) : Result<double>(runner.error());
    if (!seconds || !grid.fault().empty()) {
        return seconds ? grid.fault() : seconds.error().sentence();
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

Result<ProcessorGrid> ProcessorGrid::build(const std::string& source, const std::filesystem::path& library)
{
    const auto words = readFile(ESPALIER_SOURCE_DIR "/tests/cuda/processorwords.h");
    if (!words) {
        return words.error();
    }
    const auto built = buildSharedLibrary({{"main.cpp", "#include \"words.h\"\n#include \"candidate.cu\"\n"},
                                           {"words.h", *words},
                                           {"candidate.cu", withDynamicShared(source)},
                                           {"halffloat.h", std::string(halfFloatSource())},
                                           {"cuda_fp16.h", kHalfHeader},
                                           {"cuda_bf16.h", kBfloatHeader}},
                                          {"-O1", "-I.", "-fno-strict-aliasing", "-w"}, library, "candidate.cu");
    if (!built) {
        return built.error();
    }
    auto opened = SharedLibrary::open(library);
    if (!opened) {
        return opened.error();
    }
    ProcessorGrid grid;
    grid.m_library = *std::move(opened);
    grid.m_waits = source.find("__sync") != std::string::npos || source.find("__shfl") != std::string::npos;
    *static_cast<void (**)()>(grid.m_library->symbol("meetBlock")) = &meetBlock;
    *static_cast<void (**)(const void*, void*, std::size_t, int)>(grid.m_library->symbol("meetWarp")) = &meetWarp;
    return grid;
}

void ProcessorGrid::run(RecordingDevice& device, const CudaLaunch& launch, Order order)
{
    std::array<Word, kWords> words{};
    for (std::size_t i = 0; i < launch.arguments.size(); ++i) {
        const Word word = launch.arguments[i]; // every address is above every size
        words.at(i) = word < RecordingDevice::addressOf(0) ? word : reinterpret_cast<Word>(device.at(word, 1));
    }
    const auto kernel = reinterpret_cast<Kernel>(m_library->symbol(launch.symbol.c_str()));
    std::vector<std::byte> shared(launch.sharedBytes, std::byte{0x7f});
    *static_cast<void**>(m_library->symbol("dynamicShared")) = shared.data();
    *static_cast<Three*>(m_library->symbol("blockDim")) = {launch.block[0], launch.block[1], launch.block[2]};
    Three& thread = *static_cast<Three*>(m_library->symbol("threadIdx"));
    Three& block = *static_cast<Three*>(m_library->symbol("blockIdx"));
    if (!m_waits) {
        forEachPlace(launch.grid, block, [&] { forEachPlace(launch.block, thread, [&] { callOnce(kernel, words); }); });
        return;
    }
    forEachPlace(launch.grid, block, [&] {
        if (m_fault.empty()) {
            std::ranges::fill(shared, std::byte{0x7f}); // not a number, whatever its type
            m_fault = Block(thread, launch.block, kernel, words).run(order);
        }
    });
}

std::string whatIsWrong(const Task& task, const std::string& source, const std::filesystem::path& folder)
{
    static int number = 0;
    const auto reference = ReferenceLibrary::load(task);
    if (!reference) {
        return reference.error().sentence();
    }
    auto grid = ProcessorGrid::build(source, folder / (task.name + std::to_string(number++) + ".so"));
    if (!grid) {
        return grid.error().sentence();
    }
    Rng rng(3);
    for (const Case& one : task.cases) {
        if (one.role != CaseRole::Smoke && one.role != CaseRole::Hidden) {
            continue;
        }
        const auto set = drawChecked(task, one, **reference, Variation::None, rng);
        if (!set) {
            return "no inputs can be drawn for " + one.name;
        }
        for (const auto order : {ProcessorGrid::Order::Forwards, ProcessorGrid::Order::Backwards}) {
            if (const std::string wrong = wrongOutput(task, one, *set, source, *grid, order); !wrong.empty()) {
                return one.name + ": " + wrong;
            }
        }
    }
    return {};
}

} // namespace espalier::test
