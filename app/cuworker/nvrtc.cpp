#include "app/cuworker/nvrtc.h"

#include "app/cuworker/libraries.h"

#include <dlfcn.h>
#include <filesystem>

namespace espalier {

namespace fs = std::filesystem;

namespace {

// nvrtc.h, whose numbers have not changed since there is one.
using Code = int; ///< nvrtcResult
using Program = struct ProgramOf*;
constexpr Code kSuccess = 0;
constexpr Code kRefused = 6; ///< NVRTC_ERROR_COMPILATION: the log says why

constexpr int kOldest = 12; ///< major version; before it cubins carried less

Error noCompiler(const std::string& why)
{
    return {ErrorKind::Machine, "there is no CUDA compiler for the target cuda", why,
            "install the CUDA Toolkit, version 12 or later"};
}

/// The folder of cuda_fp16.h: beside the library as NVIDIA installs both (lib64, or lib, and include in one folder), in
/// the package beside its own where they come from Python's, else where toolkits usually are.
fs::path headersFor(void* function)
{
    Dl_info info{};
    std::error_code failed;
    const bool known = dladdr(function, &info) != 0;
    const fs::path home = known ? fs::canonical(info.dli_fname, failed).parent_path().parent_path() : fs::path();
    for (const fs::path& place : {home / "include", home.parent_path() / "cuda_runtime" / "include",
                                  fs::path("/usr/local/cuda/include"), fs::path("/opt/cuda/include")}) {
        if (place.is_absolute() && fs::exists(place / "cuda_fp16.h", failed)) {
            return place;
        }
    }
    return {};
}

/// With that of <nv/target> and <cuda/std/…>, which is its own from version 13 on.
std::vector<std::string> headerFolders(void* function)
{
    const fs::path folder = headersFor(function);
    std::error_code failed;
    std::vector<std::string> folders;
    for (const fs::path& each : {folder, folder / "cccl"}) {
        if (!folder.empty() && fs::is_directory(each, failed)) {
            folders.push_back(each.string());
        }
    }
    return folders;
}

} // namespace

/// Only what is used here, declared by hand: a build needs no toolkit.
struct Nvrtc::Calls
{
    Code (*version)(int* major, int* minor);
    const char* (*errorString)(Code code);
    Code (*create)(Program* program, const char* source, const char* name, int headers, const char* const* contents,
                   const char* const* names);
    Code (*destroy)(Program* program);
    Code (*compile)(Program program, int options, const char* const* words);
    Code (*cubinSize)(Program program, std::size_t* bytes);
    Code (*cubin)(Program program, char* to);
    Code (*ptxSize)(Program program, std::size_t* bytes);
    Code (*ptx)(Program program, char* to);
    Code (*logSize)(Program program, std::size_t* bytes);
    Code (*log)(Program program, char* to);
};

Result<Nvrtc> Nvrtc::open()
{
    static const Library& library = openForGood({"libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so"},
                                                {"/usr/local/cuda/lib64/", "/usr/lib/cuda/lib64/", "/opt/cuda/lib64/"});
    const auto take = [](const char* name, auto& function) { return findFunction(*library, name, function); };
    static Calls calls;
    if (!library || !take("nvrtcVersion", calls.version) || !take("nvrtcGetErrorString", calls.errorString) ||
        !take("nvrtcCreateProgram", calls.create) || !take("nvrtcDestroyProgram", calls.destroy) ||
        !take("nvrtcCompileProgram", calls.compile) || !take("nvrtcGetCUBINSize", calls.cubinSize) ||
        !take("nvrtcGetCUBIN", calls.cubin) || !take("nvrtcGetPTXSize", calls.ptxSize) ||
        !take("nvrtcGetPTX", calls.ptx) || !take("nvrtcGetProgramLogSize", calls.logSize) ||
        !take("nvrtcGetProgramLog", calls.log)) {
        return noCompiler("NVRTC is in none of the places where it is looked for");
    }
    Nvrtc nvrtc;
    nvrtc.m_calls = &calls;
    if (calls.version(&nvrtc.m_major, &nvrtc.m_minor) != kSuccess || nvrtc.m_major < kOldest) {
        return noCompiler("the one found is too old: " + nvrtc.version());
    }
    nvrtc.m_headers = headerFolders(reinterpret_cast<void*>(calls.version));
    return nvrtc;
}

std::string Nvrtc::version() const
{
    return "NVRTC " + std::to_string(m_major) + "." + std::to_string(m_minor);
}

Result<Nvrtc::Compiled> Nvrtc::compile(const std::string& source, const std::string& architecture,
                                       const std::vector<std::string>& options) const
{
    std::vector<std::string> words{"--gpu-architecture=" + architecture, "--std=c++20", "--ptxas-options=--verbose"};
    for (const std::string& folder : m_headers) {
        words.push_back("--include-path=" + folder);
    }
    words.insert(words.end(), options.begin(), options.end());
    std::vector<const char*> pointers;
    pointers.reserve(words.size());
    for (const std::string& word : words) {
        pointers.push_back(word.c_str());
    }
    Program program = nullptr;
    Code code = m_calls->create(&program, source.c_str(), "candidate.cu", 0, nullptr, nullptr);
    if (code != kSuccess) {
        return Error{ErrorKind::Machine, "NVRTC cannot start a program", m_calls->errorString(code),
                     "install the CUDA Toolkit anew"};
    }
    code = m_calls->compile(program, static_cast<int>(pointers.size()), pointers.data());
    Compiled compiled;
    std::size_t bytes = 0;
    if (m_calls->logSize(program, &bytes) == kSuccess && bytes > 1) {
        compiled.log.resize(bytes);
        m_calls->log(program, compiled.log.data());
        compiled.log.resize(bytes - 1); // its zero
    }
    if (code == kSuccess && m_calls->cubinSize(program, &bytes) == kSuccess) {
        compiled.cubin.resize(bytes);
        code = m_calls->cubin(program, compiled.cubin.data());
    }
    if (code == kSuccess && m_calls->ptxSize(program, &bytes) == kSuccess && bytes > 1) {
        compiled.ptx.resize(bytes);
        const Code told = m_calls->ptx(program, compiled.ptx.data());
        compiled.ptx.resize(told == kSuccess ? bytes - 1 : 0); // without its zero
    }
    m_calls->destroy(&program);
    if (code != kSuccess && code != kRefused) {
        compiled.log += std::string("error: ") + m_calls->errorString(code) + "\n";
    }
    if (code != kSuccess) {
        compiled.cubin.clear();
    }
    return compiled;
}

} // namespace espalier
