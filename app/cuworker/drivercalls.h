#pragma once

#include <cstddef>

namespace espalier {

/// CUDA's driver interface as far as it is used here, declared by hand: its types and numbers have not changed since
/// CUDA 8 (cuda.h), and a build that needs no toolkit runs wherever a driver turns up.
namespace cuda {

using Code = int; ///< CUresult
using Device = int;
using Address = unsigned long long; ///< CUdeviceptr
using Context = struct ContextOf*;
using Stream = struct StreamOf*;
using Event = struct EventOf*;
using Module = struct ModuleOf*;
using Function = struct FunctionOf*;

inline constexpr Code kSuccess = 0;
inline constexpr unsigned kNonBlockingStream = 1; ///< CU_STREAM_NON_BLOCKING
inline constexpr unsigned kPlainEvent = 0;        ///< CU_EVENT_DEFAULT
inline constexpr unsigned kBlockingEvent = 1;     ///< CU_EVENT_BLOCKING_SYNC: who waits for it sleeps
inline constexpr unsigned kReadOnlyHost = 8;      ///< CU_MEMHOSTREGISTER_READ_ONLY
inline constexpr int kMultiprocessors = 16;       ///< CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT
inline constexpr int kCacheBytes = 38;            ///< CU_DEVICE_ATTRIBUTE_L2_CACHE_SIZE
inline constexpr int kClock = 13;                 ///< CU_DEVICE_ATTRIBUTE_CLOCK_RATE, kHz
inline constexpr int kMemoryClock = 36;           ///< CU_DEVICE_ATTRIBUTE_MEMORY_CLOCK_RATE, kHz
inline constexpr int kMemoryBus = 37;             ///< CU_DEVICE_ATTRIBUTE_GLOBAL_MEMORY_BUS_WIDTH, bits
inline constexpr int kMajor = 75;                 ///< CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR
inline constexpr int kMinor = 76;                 ///< CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR
inline constexpr int kMostDynamicShared = 8;      ///< CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES
inline constexpr int kSharesByDescriptor = 103;   ///< CU_DEVICE_ATTRIBUTE_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR_SUPPORTED

using Piece = unsigned long long; ///< CUmemGenericAllocationHandle

inline constexpr int kPinned = 1;       ///< CU_MEM_ALLOCATION_TYPE_PINNED
inline constexpr int kDescriptor = 1;   ///< CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR
inline constexpr int kOnDevice = 1;     ///< CU_MEM_LOCATION_TYPE_DEVICE
inline constexpr int kReadAndWrite = 3; ///< CU_MEM_ACCESS_FLAGS_PROT_READWRITE
inline constexpr int kLeast = 0;        ///< CU_MEM_ALLOC_GRANULARITY_MINIMUM

struct Location ///< CUmemLocation
{
    int type;
    int id;
};

struct PieceKind ///< CUmemAllocationProp
{
    int type;
    int handleTypes;
    Location location;
    void* windows;
    unsigned char flags[8];
};

struct Access ///< CUmemAccessDesc
{
    Location location;
    int flags;
};

} // namespace cuda

/// The functions of libcuda.so.1 that are used here.
struct DriverCalls
{
    cuda::Code (*init)(unsigned flags);
    cuda::Code (*errorName)(cuda::Code code, const char** name);
    cuda::Code (*errorText)(cuda::Code code, const char** text);
    cuda::Code (*deviceCount)(int* count);
    cuda::Code (*device)(cuda::Device* device, int ordinal);
    cuda::Code (*deviceName)(char* name, int bytes, cuda::Device device);
    cuda::Code (*deviceAttribute)(int* value, int attribute, cuda::Device device);
    cuda::Code (*retainContext)(cuda::Context* context, cuda::Device device);
    cuda::Code (*setContext)(cuda::Context context);
    cuda::Code (*createStream)(cuda::Stream* stream, unsigned flags);
    cuda::Code (*waitForStream)(cuda::Stream stream);
    cuda::Code (*createEvent)(cuda::Event* event, unsigned flags);
    cuda::Code (*recordEvent)(cuda::Event event, cuda::Stream stream);
    cuda::Code (*waitForEvent)(cuda::Event event);
    cuda::Code (*elapsed)(float* milliseconds, cuda::Event start, cuda::Event end);
    cuda::Code (*allocate)(cuda::Address* address, std::size_t bytes);
    cuda::Code (*pin)(void* begin, std::size_t bytes, unsigned flags);
    cuda::Code (*fill)(cuda::Address address, unsigned char value, std::size_t bytes, cuda::Stream stream);
    cuda::Code (*copyIn)(cuda::Address to, const void* from, std::size_t bytes, cuda::Stream stream);
    cuda::Code (*copyOut)(void* to, cuda::Address from, std::size_t bytes, cuda::Stream stream);
    cuda::Code (*loadModule)(cuda::Module* module, const void* image);
    cuda::Code (*function)(cuda::Function* function, cuda::Module module, const char* name);
    cuda::Code (*setFunctionAttribute)(cuda::Function function, int attribute, int value);
    cuda::Code (*launch)(cuda::Function function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX,
                         unsigned blockY, unsigned blockZ, unsigned sharedBytes, cuda::Stream stream, void** parameters,
                         void** extra);

    /// The library stays open for the life of the process. Null where the driver is not installed or lacks one of them.
    static const DriverCalls* find();
};

/// Those by which processes share memory, since CUDA 10.2.
struct SharingCalls
{
    cuda::Code (*granularity)(std::size_t* bytes, const cuda::PieceKind* kind, int option);
    cuda::Code (*create)(cuda::Piece* piece, std::size_t bytes, const cuda::PieceKind* kind, unsigned long long flags);
    cuda::Code (*exported)(void* handle, cuda::Piece piece, int handleType, unsigned long long flags);
    cuda::Code (*import)(cuda::Piece* piece, void* handle, int handleType);
    cuda::Code (*reserve)(cuda::Address* address, std::size_t bytes, std::size_t alignment, cuda::Address wanted,
                          unsigned long long flags);
    cuda::Code (*unreserve)(cuda::Address address, std::size_t bytes);
    cuda::Code (*map)(cuda::Address address, std::size_t bytes, std::size_t offset, cuda::Piece piece,
                      unsigned long long flags);
    cuda::Code (*unmap)(cuda::Address address, std::size_t bytes);
    cuda::Code (*setAccess)(cuda::Address address, std::size_t bytes, const cuda::Access* access, std::size_t count);
    cuda::Code (*release)(cuda::Piece piece);
    cuda::Code (*copyWithin)(cuda::Address to, cuda::Address from, std::size_t bytes, cuda::Stream stream);
    cuda::Code (*waitForContext)();
    cuda::Code (*unpin)(void* begin);

    /// As DriverCalls::find(): null where the driver lacks one of them.
    static const SharingCalls* find();
};

} // namespace espalier
