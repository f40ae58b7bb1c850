#include "app/cuworker/hostcode.h"

#include <cstdio>
#include <dlfcn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

namespace espalier {
namespace {

Error notLoaded(const char* why)
{
    return {ErrorKind::Answer, "its library does not load", why, "build it again"};
}

bool limitMemory(std::size_t most)
{
    const rlimit none{0, 0};
    const rlimit data{most, most};
    return setrlimit(RLIMIT_CORE, &none) == 0 && setrlimit(RLIMIT_DATA, &data) == 0;
}

} // namespace

std::size_t dataInUse()
{
    unsigned long pages = 0;
    if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%*u %*u %*u %*u %*u %lu", &pages) != 1) {
            pages = 0;
        }
        std::fclose(file);
    }
    return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

bool isHostCode(const std::string& bytes)
{
    return bytes.starts_with("\177ELF");
}

Result<HostRunner::Entry> loadHostCode(const std::string& bytes, std::size_t most)
{
    const int fd = memfd_create("candidate", MFD_CLOEXEC);
    if (fd < 0 || write(fd, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
        return notLoaded("there is no memory for it");
    }
    if (!limitMemory(most)) {
        return notLoaded("its memory cannot be limited");
    }
    char path[32];
    std::snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    close(fd);
    void* kernel = library ? dlsym(library, "kernel") : nullptr;
    if (!kernel) {
        const char* why = dlerror(); // none where its symbol has the address 0
        return notLoaded(why ? why : "it has no function kernel");
    }
    return reinterpret_cast<HostRunner::Entry>(kernel);
}

} // namespace espalier
