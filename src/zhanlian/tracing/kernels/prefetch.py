"""Prefetch: ask the processor for a cache line before it is needed.

in     a C-contiguous array and the index of an entry or a record in it
out    nothing; memory is not changed, and an index outside the array does no harm
keeps  no effect on any result
"""

from numba.core import cgutils, types
from numba.extending import intrinsic

ir = cgutils.ir  # type: ignore[attr-defined]  # llvmlite, of the version numba wants
READ_AND_WRITE = 1
KEEP_IN_ALL_CACHES = 3
DATA_CACHE = 1


@intrinsic
def prefetch_record(_typing_context, array, index):
    """Load the cache line of ``array[index]`` early: LLVM's ``prefetch``; ~1 ns."""

    def generate(context, builder, signature, args):
        array_type = signature.args[0]
        values = context.make_array(array_type)(context, builder, args[0])
        where = context.cast(builder, args[1], signature.args[1], types.intp)
        zeros = [context.get_constant(types.intp, 0)] * (array_type.ndim - 1)
        pointer = cgutils.get_item_pointer(
            context, builder, array_type, values, [where, *zeros], wraparound=False
        )
        word = ir.IntType(32)
        byte_pointer = cgutils.voidptr_t
        call = cgutils.get_or_insert_function(
            builder.module,
            ir.FunctionType(ir.VoidType(), [byte_pointer, word, word, word]),
            "llvm.prefetch.p0",
        )
        hints = [word(READ_AND_WRITE), word(KEEP_IN_ALL_CACHES), word(DATA_CACHE)]
        builder.call(call, [builder.bitcast(pointer, byte_pointer), *hints])
        return context.get_dummy_value()

    return types.void(array, index), generate
