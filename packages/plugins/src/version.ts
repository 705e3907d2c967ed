/** Version of this package: what its plugins give is remembered under it. A test keeps it true. */
export const version = '0.1.0'
