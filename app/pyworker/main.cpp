// espalier-pyworker: becomes the Python interpreter that runs one candidate in Python for the judge, with the modules
// of the folder pyworker (core/evaluate/judge/wire.h; espalier_worker.py begins there).
//
//   --run BYTES FILTER PYTHON MODULES SCRATCH gpu|interpreter FOLDER…   started by espalier-judge
//   --confine FOLDER -- PROGRAM ARGS…                                   started by espalier, as espalier-worker does
//
// The limits come later, from inside: the interpreter first loads torch, which reads half a thousand files and starts
// threads of its own.

#include "app/worker/confine.h"
#include "core/evaluate/judge/wire.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <sys/prctl.h>
#include <unistd.h>
#include <vector>

namespace {

using namespace espalier;

constexpr int kFixedArguments = 8; ///< of --run, before the folders

int runInterpreter(int argc, char** argv)
{
    prctl(PR_SET_PDEATHSIG, 9);
    close_range(wire::kLastFd + 1, ~0U, 0);
    const std::string python = argv[4];
    const std::string main = std::string(argv[5]) + "/espalier_worker.py";
    const std::string scratch = argv[6];
    const bool gpu = std::strcmp(argv[7], "gpu") == 0;
    if (!gpu) {
        leaveNamespaces();
        setenv("TRITON_INTERPRET", "1", 1);
    }
    // Compilers, which Triton starts on a GPU, write where they are told to; nobody's settings follow from outside.
    setenv("PATH", (python.substr(0, python.rfind('/')) + ":/usr/local/bin:/usr/bin:/bin").c_str(), 1);
    setenv("HOME", scratch.c_str(), 1);
    setenv("PYTHONDONTWRITEBYTECODE", "1", 1);
    std::vector<char*> words{const_cast<char*>(python.c_str()),
                             const_cast<char*>("-I"),
                             const_cast<char*>("-B"),
                             const_cast<char*>(main.c_str()),
                             argv[2],
                             argv[3],
                             argv[5],
                             argv[6],
                             argv[7]};
    for (int i = kFixedArguments; i < argc; ++i) {
        words.push_back(argv[i]);
    }
    words.push_back(nullptr);
    execv(python.c_str(), words.data());
    std::perror(python.c_str());
    return wire::kExitCannotLoad;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc >= kFixedArguments && std::strcmp(argv[1], "--run") == 0) {
        return runInterpreter(argc, argv);
    }
    if (argc >= 5 && std::strcmp(argv[1], "--confine") == 0 && std::strcmp(argv[3], "--") == 0) {
        // An interpreter lives in bin beside its library, wherever that is.
        return runConfined(argv[2], argv + 4, {std::filesystem::path(argv[4]).parent_path().parent_path()});
    }
    std::fputs("espalier-pyworker is started by espalier and espalier-judge; use espalier.\n", stderr);
    return 2;
}
