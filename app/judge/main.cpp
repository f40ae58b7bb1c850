#include <cstdio>

int main()
{
    std::fputs("espalier-judge is started by espalier; use espalier.\n", stderr);
    return 2;
}
