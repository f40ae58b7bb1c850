// Threads without end, with stacks so small that the limit on addresses does not stop them.
#include "task.h"
#include <pthread.h>
#include <unistd.h>

static void* wait(void*)
{
    sleep(60);
    return nullptr;
}

void rmsnorm(const float*, const float*, float*, int64_t, int64_t)
{
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 64 << 10);
    for (int i = 0; i < 4000; ++i) {
        pthread_t thread;
        pthread_create(&thread, &small, wait, nullptr);
    }
    sleep(60);
}
