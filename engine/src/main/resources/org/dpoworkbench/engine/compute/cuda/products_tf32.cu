// Matrix products with factors in TF32: 64 x 64 by 4 warps, and 128 x 128 by 8.

#include "tensor_products.cuh"

TENSOR_PRODUCTS(Small, Tf32, 2, 2, 2, 4)
TENSOR_PRODUCTS(Large, Tf32, 2, 4, 4, 4)
