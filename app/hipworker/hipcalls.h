#pragma once

#include <cstddef>

namespace espalier {

/// HIP's runtime interface as far as it is used here, declared by hand, so that a build that needs no ROCm runs
/// wherever one turns up. The numbers are those of hip_runtime_api.h and the same from ROCm 5.2 to 7; structures, whose
/// layout changed with 6.0, are not used.
namespace hip {

using Code = int;      ///< hipError_t
using Device = int;    ///< hipDevice_t
using Address = void*; ///< hipDeviceptr_t
using Stream = struct StreamOf*;
using Event = struct EventOf*;
using Module = struct ModuleOf*;
using Function = struct FunctionOf*;

inline constexpr Code kSuccess = 0;
inline constexpr unsigned kNonBlockingStream = 1; ///< hipStreamNonBlocking
inline constexpr unsigned kPlainEvent = 0;        ///< hipEventDefault
inline constexpr unsigned kBlockingEvent = 1;     ///< hipEventBlockingSync: who waits for it sleeps
inline constexpr unsigned kPlainRegister = 0;     ///< hipHostRegisterDefault
inline constexpr int kCacheBytes = 19;            ///< hipDeviceAttributeL2CacheSize
inline constexpr int kComputeUnits = 63;          ///< hipDeviceAttributeMultiprocessorCount
inline constexpr int kSharedBytes = 74;           ///< hipDeviceAttributeMaxSharedMemoryPerBlock
inline constexpr int kWaveLanes = 87;             ///< hipDeviceAttributeWarpSize

} // namespace hip

/// The functions of libamdhip64.so that are used here.
struct HipCalls
{
    hip::Code (*init)(unsigned flags);
    const char* (*errorName)(hip::Code code);
    const char* (*errorText)(hip::Code code);
    hip::Code (*deviceCount)(int* count);
    hip::Code (*device)(hip::Device* device, int ordinal);
    hip::Code (*setDevice)(int ordinal);
    hip::Code (*deviceName)(char* name, int bytes, hip::Device device);
    hip::Code (*deviceAttribute)(int* value, int attribute, int ordinal);
    hip::Code (*deviceMemory)(std::size_t* bytes, hip::Device device);
    hip::Code (*deviceProperties)(void* properties, int ordinal); ///< see gfxNameIn()
    hip::Code (*createStream)(hip::Stream* stream, unsigned flags);
    hip::Code (*waitForStream)(hip::Stream stream);
    hip::Code (*createEvent)(hip::Event* event, unsigned flags);
    hip::Code (*recordEvent)(hip::Event event, hip::Stream stream);
    hip::Code (*waitForEvent)(hip::Event event);
    hip::Code (*elapsed)(float* milliseconds, hip::Event start, hip::Event end);
    hip::Code (*allocate)(hip::Address* address, std::size_t bytes);
    hip::Code (*pin)(void* begin, std::size_t bytes, unsigned flags);
    hip::Code (*fill)(hip::Address address, int value, std::size_t bytes, hip::Stream stream);
    hip::Code (*copyIn)(hip::Address to, void* from, std::size_t bytes, hip::Stream stream);
    hip::Code (*copyOut)(void* to, hip::Address from, std::size_t bytes, hip::Stream stream);
    hip::Code (*loadModule)(hip::Module* module, const void* image);
    hip::Code (*function)(hip::Function* function, hip::Module module, const char* name);
    hip::Code (*launch)(hip::Function function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX,
                        unsigned blockY, unsigned blockZ, unsigned sharedBytes, hip::Stream stream, void** parameters,
                        void** extra);

    /// The library stays open for the life of the process. Null where ROCm's runtime is not installed or lacks one of
    /// them.
    static const HipCalls* find();
};

} // namespace espalier
