#include "widgets/models/selection.h"
